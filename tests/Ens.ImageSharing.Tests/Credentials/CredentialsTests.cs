using System.Diagnostics;
using System.Reflection;

namespace Ens.ImageSharing.Tests.Credentials;

[Collection("alone")]
public sealed class CredentialsTests : IDisposable
{
    private const string Id = "ALIBABA_CLOUD_ACCESS_KEY_ID";
    private const string Secret = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
    private const string SessionToken = "ALIBABA_CLOUD_SECURITY_TOKEN";

    private readonly Dictionary<string, string?> _before = new[] { Id, Secret, SessionToken }.ToDictionary(name => name, Environment.GetEnvironmentVariable);

    public CredentialsTests() => Set(null, null, null);

    public void Dispose() => Set(_before[Id], _before[Secret], _before[SessionToken]);

    [Fact]
    public async Task The_environment_is_read_each_time_a_key_is_requested()
    {
        EnsEmulator emulator = Emulated.With(accounts: 1);
        emulator.AddAccessKey("env-1", "one");
        emulator.AddAccessKey("env-2", "two", "token");
        EnsClient client = new(EnsCredentials.FromEnvironment(), emulator.Options, emulator);

        Set("env-1", "one", null);
        await client.DescribeImageSharePermissionAsync(new(Emulated.Image));
        Set("env-2", "two", "token");
        await client.DescribeImageSharePermissionAsync(new(Emulated.Image));

        Assert.Equal(["env-1", "env-2"], emulator.Requests.Select(request => request.AccessKeyId));
    }

    [Theory]
    [InlineData("id", "secret\n", null, "accessKeySecret")]
    [InlineData("i d", "secret", null, "accessKeyId")]
    [InlineData("id", "secret", "tok\u00e9n", "securityToken")]
    [InlineData("", "secret", null, "accessKeyId")]
    [InlineData("id", " ", null, "accessKeySecret")]
    [InlineData("id", "secret", "", "securityToken")]
    public void What_a_header_cannot_carry_is_refused_without_being_shown(string id, string secret, string? token, string name)
    {
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(() => EnsCredentials.FromAccessKey(id, secret, token));

        Assert.Equal(name, exception.ParamName);
        Assert.DoesNotContain("tok\u00e9n", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LTAI5tAbCdEfGhIjKlMnOpQr", "LTAI5t…")]
    [InlineData("short", "sh…")]
    public void A_key_shows_the_beginning_of_its_id_only(string id, string expected)
    {
        EnsAccessKey key = new(id, "hunter2", "hunter3");
        object view = Activator.CreateInstance(
            Type.GetType(typeof(EnsAccessKey).GetCustomAttribute<DebuggerTypeProxyAttribute>()!.ProxyTypeName)!, key)!;
        IEnumerable<string?> seen = view.GetType().GetProperties().Select(property => property.GetValue(view)?.ToString());

        Assert.Equal(expected, key.ToString());
        Assert.DoesNotContain("hunter", string.Join(" ", seen), StringComparison.Ordinal);
        Assert.Equal(
            ["AccessKeyId", "ExpiresAt"],
            typeof(EnsAccessKey).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name).Order());
        Assert.DoesNotContain("hunter", EnsCredentials.FromAccessKey(id, "hunter2", "hunter3").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrapper_of_credentials_can_pass_on_that_a_key_was_rejected()
    {
        EnsEmulator emulator = Emulated.With(accounts: 1);
        emulator.AddAccessKey("id", "s", "t1");
        emulator.ExpireSecurityToken("id");
        emulator.AddAccessKey("id", "s", "t2");
        int fetched = 0;
        Wrapper credentials = new(EnsCredentials.FromCallback(_ => Task.FromResult(new EnsAccessKey("id", "s", $"t{++fetched}"))));

        await new EnsClient(credentials, emulator.Options, emulator).DescribeImageSharePermissionAsync(new(Emulated.Image));

        Assert.Equal("id", credentials.Refused?.AccessKeyId);
        Assert.Equal(["InvalidSecurityToken.Expired", null], emulator.Requests.Select(request => request.ErrorCode));
    }

    private sealed class Wrapper(EnsCredentials inner) : EnsCredentials
    {
        public EnsAccessKey? Refused { get; private set; }

        public override ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken) => inner.GetAccessKeyAsync(cancellationToken);

        public override void Invalidate(EnsAccessKey refused)
        {
            Refused = refused;
            inner.Invalidate(refused);
        }
    }

    private static void Set(string? id, string? secret, string? token)
    {
        Environment.SetEnvironmentVariable(Id, id);
        Environment.SetEnvironmentVariable(Secret, secret);
        Environment.SetEnvironmentVariable(SessionToken, token);
    }
}
