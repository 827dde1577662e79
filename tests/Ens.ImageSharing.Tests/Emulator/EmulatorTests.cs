using System.Net;

namespace Ens.ImageSharing.Tests.Emulator;

public class EmulatorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<EnsSignatureVersion> Versions => [.. Enum.GetValues<EnsSignatureVersion>()];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Our_own_client_is_accepted_in_every_scheme(EnsSignatureVersion version)
    {
        EnsEmulator emulator = Emulated.With(accounts: 250);
        emulator.AddAccessKey("STS.id", "secret", "CAIS+token/==");
        emulator.Options.SignatureVersion = version;
        EnsClient client = new(EnsCredentials.FromAccessKey("STS.id", "secret", "CAIS+token/=="), emulator.Options, emulator);

        Assert.Equal(250, (await Emulated.ToListAsync(client.ListSharedAccountsAsync(Emulated.Image), Token)).Count);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_wrong_secret_is_named_as_such_in_every_scheme(EnsSignatureVersion version)
    {
        EnsEmulator emulator = Emulated.With(accounts: 1);
        emulator.AddAccessKey("STS.id", "secret", "CAIS+token/==");
        emulator.Options.SignatureVersion = version;
        EnsClient client = new(EnsCredentials.FromAccessKey("STS.id", "hunter2", "CAIS+token/=="), emulator.Options, emulator);

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(() => client.DescribeImageSharePermissionAsync(new(Emulated.Image), Token));

        Assert.Contains("so the access key secret is wrong", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("CAIS", exception.ToString() + exception.ResponseBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_that_rewrites_the_query_is_named_as_such()
    {
        EnsEmulator emulator = Emulated.With(accounts: 1);
        EnsClient client = new(emulator.Credentials, emulator.Options, new Rewrite { InnerHandler = emulator });

        EnsAuthenticationException exception = await Assert.ThrowsAsync<EnsAuthenticationException>(() => client.DescribeImageSharePermissionAsync(new(Emulated.Image), Token));

        Assert.Contains("computed the signature over different text", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?", "MissingParameter", "The input parameter that is mandatory for processing this request is not supplied.")]
    [InlineData("?ImageId=%20", "MissingParameter", "The input parameter that is mandatory for processing this request is not supplied.")]
    [InlineData("?ImageId=m-1&PageNumber=0", "InvalidParameter.PageNumber", "The specified field PageNumber invalid. Please check it again.")]
    [InlineData("?ImageId=m-1&PageNumber=x", "InvalidParameter.PageNumber", "The specified field PageNumber invalid. Please check it again.")]
    [InlineData("?ImageId=m-1&PageSize=101", "InvalidParameter.PageSize", "The specified field PageSize invalid. Please check it again.")]
    [InlineData("?ImageId=m-1&PageSize=0", "InvalidParameter.PageSize", "The specified field PageSize invalid. Please check it again.")]
    [InlineData("?ImageId=m-1&AliyunId=me", "InvalidParameter.AliyunId", "The specified field AliyunId invalid. Please check it again.")]
    [InlineData("?ImageId=m-2", "InvalidParameter.ImageId", "The specified field ImageId invalid. Please check it again.")]
    public async Task Parameters_are_checked_as_documented(string query, string code, string message)
    {
        EnsEmulator emulator = new();
        emulator.Share("m-1", "7");
        EnsClient client = new(emulator.Credentials, emulator.Options, new Above(query, emulator));

        EnsException exception = await Assert.ThrowsAnyAsync<EnsException>(() => client.DescribeImageSharePermissionAsync(new("m-1"), Token));

        Assert.Equal((code, HttpStatusCode.BadRequest), (exception.ErrorCode, exception.StatusCode));
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Permission_is_checked()
    {
        EnsEmulator emulator = Emulated.With(accounts: 1);
        emulator.AddAccessKey("id", "secret", allowed: false);
        EnsClient client = new(EnsCredentials.FromAccessKey("id", "secret"), emulator.Options, emulator);

        EnsNoPermissionException exception = await Assert.ThrowsAsync<EnsNoPermissionException>(() => client.DescribeImageSharePermissionAsync(new(Emulated.Image), Token));

        Assert.Equal(HttpStatusCode.BadRequest, exception.StatusCode);
    }

    [Fact]
    public async Task A_capped_page_says_so_and_loses_nothing()
    {
        EnsEmulator emulator = Emulated.With(accounts: 250);
        emulator.PageSizeLimit = 40;

        List<SharedAccount> listed = await Emulated.ToListAsync(emulator.Client().ListSharedAccountsAsync(Emulated.Image), Token);

        Assert.Equal(Emulated.Accounts(250), listed.Select(account => account.AliyunUid));
        Assert.Equal(7, emulator.Requests.Count);
    }

    [Fact]
    public async Task Sharing_twice_is_sharing_once_and_unsharing_ends_it()
    {
        EnsEmulator emulator = new();
        emulator.Share("m-1", "1", "2");
        emulator.Share("m-1", "2", "3");
        emulator.Unshare("m-1", "1", "9");
        emulator.Unshare("m-9", "1");

        Assert.Equal(["2", "3"], (await Emulated.ToListAsync(emulator.Client().ListSharedAccountsAsync("m-1"), Token)).Select(account => account.AliyunUid));
    }

    [Fact]
    public async Task Faults_come_one_a_request_in_order()
    {
        EnsEmulator emulator = Emulated.With(accounts: 1);
        EnsClient client = emulator.Client();
        emulator.Faults.Succeed().Error(400, EnsErrorCodes.NoPermission).WrongPage();

        Assert.Equal(3, emulator.Faults.Count);
        Assert.Equal(1, (await client.DescribeImageSharePermissionAsync(new(Emulated.Image), Token)).PageNumber);
        await Assert.ThrowsAsync<EnsNoPermissionException>(() => client.DescribeImageSharePermissionAsync(new(Emulated.Image), Token));
        Assert.Equal(2, (await client.DescribeImageSharePermissionAsync(new(Emulated.Image), Token)).PageNumber);
        Assert.Equal(0, emulator.Faults.Count);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        EnsEmulator emulator = new();

        Assert.ThrowsAny<ArgumentException>(() => emulator.Share(""));
        Assert.ThrowsAny<ArgumentException>(() => emulator.Share("m", " "));
        Assert.ThrowsAny<ArgumentException>(() => emulator.Unshare(" "));
        Assert.ThrowsAny<ArgumentException>(() => emulator.AddAccessKey("", "s"));
        Assert.ThrowsAny<ArgumentException>(() => emulator.AddAccessKey("i", ""));
        Assert.ThrowsAny<ArgumentException>(() => emulator.ExpireSecurityToken("nobody"));
        Assert.ThrowsAny<ArgumentException>(() => emulator.Faults.Status(600));
        Assert.ThrowsAny<ArgumentException>(() => emulator.Faults.Delay(TimeSpan.FromSeconds(-5)));
        Assert.ThrowsAny<ArgumentException>(() => emulator.Faults.AtRandom(1, 1.5));
    }

    /// <summary>Changes a request after it was signed, as a proxy might.</summary>
    private sealed class Rewrite : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(request.RequestUri!.AbsoluteUri + "&Extra=1");
            return base.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>Changes the query and has the request signed again: the way to send what the client itself would refuse.</summary>
    private sealed class Above(string query, EnsEmulator emulator) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri("https://ens.emulator.invalid/" + query);
            EnsAccessKey key = await emulator.Credentials.GetAccessKeyAsync(cancellationToken);
            new ImageSharing.Transport.Acs3Scheme().Sign(request, key, new(DateTimeOffset.UtcNow, Guid.NewGuid().ToString(), []));
            using HttpMessageInvoker invoker = new(emulator, disposeHandler: false);
            return await invoker.SendAsync(request, cancellationToken);
        }
    }
}
