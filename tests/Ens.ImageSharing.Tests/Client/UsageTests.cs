using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ens.ImageSharing.Tests.Client;

/// <summary>
/// What people write on their first day, as they write it. Two usages do not compile, on purpose: <c>using var client = new EnsClient(…)</c>, since a
/// client holds nothing to dispose, and <c>IsSharedWithAsync(imageId, 1515285520000000)</c>, since an account ID is text.
/// </summary>
public class UsageTests
{
    private readonly EnsEmulator _emulator = Emulated.With(accounts: 120);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_image_id_is_all_that_a_call_needs()
    {
        EnsClient client = _emulator.Client();
        string id = Emulated.Image;
        int accounts = 0, pages = 0;

        await foreach (SharedAccount account in client.ListSharedAccountsAsync(id, Token))
        {
            accounts += account.AliyunUid.Length > 0 ? 1 : 0;
        }

        await foreach (ImageSharePage page in client.ListSharedAccountPagesAsync(id, Token))
        {
            pages += page.Accounts.Count > 0 ? 1 : 0;
        }

        ImageSharePage first = await client.DescribeImageSharePermissionAsync(id, Token);

        Assert.Equal((120, 2, 120), (accounts, pages, first.TotalCount));
    }

    [Fact]
    public async Task A_request_is_written_in_place()
    {
        List<SharedAccount> accounts = await Emulated.ToListAsync(_emulator.Client().ListSharedAccountsAsync(new(Emulated.Image) { PageSize = 50 }), Token);

        Assert.Equal((120, 3), (accounts.Count, _emulator.Requests.Count));
    }

    [Fact]
    public async Task An_account_that_was_listed_can_be_asked_for()
    {
        EnsClient client = _emulator.Client();
        SharedAccount account = (await client.DescribeImageSharePermissionAsync(Emulated.Image, Token)).Accounts[3];

        bool shared = await client.IsSharedWithAsync(Emulated.Image, account.AliyunUid, Token);
        DescribeImageSharePermissionRequest request = new(Emulated.Image) { AliyunUid = account.AliyunUid };

        Assert.True(shared);
        Assert.Equal([account], (await client.DescribeImageSharePermissionAsync(request, Token)).Accounts);
    }

    [Fact]
    public async Task The_next_page_is_a_copy_of_the_request()
    {
        EnsClient client = _emulator.Client();
        DescribeImageSharePermissionRequest request = new(Emulated.Image) { PageSize = 100 };

        request = request with { PageNumber = 2 };

        Assert.Equal(20, (await client.DescribeImageSharePermissionAsync(request, Token)).Accounts.Count);
    }

    [Fact]
    public async Task Options_can_be_configured_in_several_places()
    {
        IConfiguration section = new ConfigurationBuilder().AddInMemoryCollection([new("RegionId", "ap-southeast-1")]).Build();
        ServiceCollection services = new();

        services.AddSingleton(EnsCredentials.FromEcsRole());
        services.AddEnsClient(section, options => options.PagesInFlight = 4);
        services.Configure<EnsClientOptions>(options => options.UseVpcEndpoint = true);

        await using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Equal("ens-vpc.ap-southeast-1.aliyuncs.com", provider.GetRequiredService<EnsClient>().Endpoint.Host);
    }

    [Fact]
    public async Task Credentials_of_an_application_can_look_at_the_keys_they_pass_on()
    {
        Vault vault = new(_emulator.Credentials);
        EnsClient client = new(vault, _emulator.Options, _emulator);

        await client.DescribeImageSharePermissionAsync(Emulated.Image, Token);

        Assert.Equal("EmulatorAccessKeyId, which does not expire", vault.LastKey);
    }

    [Fact]
    public async Task A_missing_permission_says_which_policy_denied_the_call()
    {
        _emulator.Faults.Status(403, """{"Code":"NoPermission","Message":"no","AccessDeniedDetail":{"PolicyType":"AccountLevelIdentityBasedPolicy"}}""");
        string? policy = null;

        try
        {
            await _emulator.Client().DescribeImageSharePermissionAsync(Emulated.Image, Token);
        }
        catch (EnsNoPermissionException exception)
        {
            policy = exception.AccessDeniedDetail?.PolicyType;
        }

        Assert.Equal("AccountLevelIdentityBasedPolicy", policy);
    }

    [Fact]
    public async Task A_list_can_be_collected()
    {
        List<SharedAccount> accounts = await _emulator.Client().ListSharedAccountsAsync(Emulated.Image, Token).ToListAsync(Token);

        Assert.Equal(120, accounts.Count);
    }

    private sealed class Vault(EnsCredentials inner) : EnsCredentials
    {
        public string? LastKey { get; private set; }

        public override async ValueTask<EnsAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken)
        {
            EnsAccessKey key = await inner.GetAccessKeyAsync(cancellationToken);
            LastKey = key.ExpiresAt is null ? $"{key.AccessKeyId}, which does not expire" : key.AccessKeyId;
            return key;
        }

        public override void Invalidate(EnsAccessKey refused) => inner.Invalidate(refused);
    }
}
