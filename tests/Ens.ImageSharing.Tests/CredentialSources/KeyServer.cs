namespace Ens.ImageSharing.Tests.CredentialSources;

/// <summary>STS, the metadata service and a server of keys, in one.</summary>
internal static class KeyServer
{
    private const string Sts = """{"Credentials":{"SecurityToken":"t","AccessKeyId":"STS.id","AccessKeySecret":"s","Expiration":"2030-01-01T00:00:00Z"}}""";
    private const string Fetched = """{"Code":"Success","AccessKeyId":"FETCHED","AccessKeySecret":"s","SecurityToken":"t","Expiration":"2030-01-01T00:00:00Z"}""";

    public static Answering Create() => new(request => Answering.Json(
        request.RequestUri!.Host.StartsWith("sts", StringComparison.Ordinal) ? Sts
        : request.RequestUri.AbsolutePath.EndsWith("/token", StringComparison.Ordinal) ? "TOKEN"
        : Fetched));
}
