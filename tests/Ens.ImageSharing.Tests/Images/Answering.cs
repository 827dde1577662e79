using System.Net;
using System.Text;

namespace Ens.ImageSharing.Tests.Images;

/// <summary>A transport that gives the same answer to every request, and remembers their addresses.</summary>
internal sealed class Answering(string body, int status = 200) : HttpMessageHandler
{
    public List<string> Queries { get; } = [];

    public static Task<EnsImagePage> ReadAsync(string body, DescribeSelfImagesRequest? request = null, int status = 200) =>
        new Answering(body, status).Client().DescribeSelfImagesAsync(request ?? new(), TestContext.Current.CancellationToken);

    /// <summary>Reads the only image of an answer.</summary>
    public static async Task<EnsImage> ReadImageAsync(string image) =>
        Assert.Single((await ReadAsync("""{"Code":0,"Images":{"Image":[""" + image + "]}}")).Images);

    public EnsClient Client(int maxRetries = 0) =>
        new(EnsCredentials.FromAccessKey("id", "secret"), new EnsClientOptions { MaxRetries = maxRetries }, this);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Queries.Add(request.RequestUri!.Query);
        return Task.FromResult(new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") });
    }
}
