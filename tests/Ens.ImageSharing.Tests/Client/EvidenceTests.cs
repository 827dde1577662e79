using System.Globalization;
using System.Net;
using System.Text;

namespace Ens.ImageSharing.Tests.Client;

/// <summary>Services that do not keep to their own figures: a list is complete, or it is an error.</summary>
public class EvidenceTests
{
    private const string Image = "m-1";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(250, 100, 10, 100, 250)]
    [InlineData(250, 100, 50, 100, 250)]
    [InlineData(25, 10, 10, 100, 25)]
    [InlineData(250, 100, 100, 10, 250)]
    [InlineData(250, 100, 10, 100, null)]
    public async Task All_accounts_come_whatever_page_size_is_requested_used_or_announced(int accounts, int requested, int used, int announced, int? total)
    {
        EnsClient client = Client((page, _) => Page(page, announced, total, Ids(accounts, page, used)));

        List<SharedAccount> listed = await Emulated.ToListAsync(client.ListSharedAccountsAsync(new(Image) { PageSize = requested }), Token);

        Assert.Equal(Ids(accounts, 1, accounts), listed.Select(account => account.AliyunUid));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(249)]
    public async Task A_total_that_is_less_than_what_comes_is_an_error(int total)
    {
        EnsClient client = Client((page, _) => Page(page, 100, total, Ids(250, page, 100)));

        EnsException exception = await Assert.ThrowsAsync<EnsException>(() => Emulated.ToListAsync(client.ListSharedAccountsAsync(Image), Token));

        Assert.Contains($"accounts came, but the service announces {total}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_in_the_middle_that_lacks_accounts_is_an_error()
    {
        EnsClient client = Client((page, _) => Page(page, 100, 300, [.. Ids(300, page, 100).Take(page == 2 ? 60 : 100)]));

        EnsException exception = await Assert.ThrowsAsync<EnsException>(() => Emulated.ToListAsync(client.ListSharedAccountsAsync(Image), Token));

        Assert.Contains("only 260 of 300 accounts came", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task An_account_that_is_removed_while_the_list_is_read_is_an_error_since_another_one_may_be_skipped(int pagesInFlight)
    {
        EnsEmulator emulator = Emulated.With(accounts: 250);
        emulator.Options.PagesInFlight = pagesInFlight;
        int pages = 0;

        EnsException exception = await Assert.ThrowsAsync<EnsException>(async () =>
        {
            await foreach (ImageSharePage page in emulator.Client().ListSharedAccountPagesAsync(Emulated.Image, Token))
            {
                pages = page.PageNumber;
                emulator.Unshare(Emulated.Image, "1515285520000007");
            }
        });

        Assert.Equal(1, pages);
        Assert.Contains("the total shrank from 250 to 249 while the list was read", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 1, 2, 1, 2, 1, 2 }, 3)]
    [InlineData(new[] { 1, 2, 3, 1 }, 4)]
    public async Task A_page_that_came_before_is_an_error_wherever_it_came(int[] served, int failed)
    {
        EnsClient client = Client((page, _) => Page(page, 100, 600, Ids(300, served[page - 1], 100)));

        EnsException exception = await Assert.ThrowsAsync<EnsException>(() => Emulated.ToListAsync(client.ListSharedAccountsAsync(Image), Token));

        Assert.Equal(failed, exception.PageNumber);
        Assert.Contains("the service returned the accounts of an earlier page again", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"RequestId":"R-1","Message":"The system is busy, please try again."}""", "The system is busy, please try again.")]
    [InlineData("""{"TotalCount":5,"RequestId":"R-1"}""", "neither a list of accounts nor a total of 0")]
    [InlineData("""{"RequestId":"R-1"}""", "neither a list of accounts nor a total of 0")]
    public async Task A_response_without_a_list_is_not_an_empty_list(string body, string message)
    {
        EnsClient client = Client((_, _) => body);

        EnsException exception = await Assert.ThrowsAsync<EnsException>(() => client.DescribeImageSharePermissionAsync(Image, Token));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "R-1", 1), (exception.StatusCode, exception.RequestId, exception.PageNumber));
    }

    [Fact]
    public async Task A_response_without_a_list_but_with_a_total_of_0_is_an_empty_list()
    {
        EnsClient client = Client((_, _) => """{"TotalCount":0,"RequestId":"R-1"}""");

        Assert.Empty(await Emulated.ToListAsync(client.ListSharedAccountsAsync(Image), Token));
    }

    [Theory]
    [InlineData("another image", "a page of image 'm-other' instead")]
    [InlineData("another page", "the service returned page 2 instead")]
    [InlineData("no total", "7 accounts came, but the service announces 0")]
    public async Task An_answer_about_one_account_rests_on_the_same_evidence(string kind, string reason)
    {
        EnsClient client = Client((page, _) => kind switch
        {
            "another image" => Page(page, 100, 1, ["7"], "m-other"),
            "another page" => Page(2, 100, 0, []),
            _ => Page(page, 100, 0, Ids(7, 1, 7)),
        });

        EnsException exception = await Assert.ThrowsAsync<EnsException>(() => client.IsSharedWithAsync(Image, "7", Token));

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("245", true)]
    [InlineData("251", false)]
    public async Task A_service_that_does_not_filter_and_uses_smaller_pages_is_read_to_the_end(string account, bool shared)
    {
        EnsClient client = Client((page, _) => Page(page, 100, 250, Ids(250, page, 10)));

        Assert.Equal(shared, await client.IsSharedWithAsync(Image, account, Token));
    }

    [Fact]
    public async Task An_empty_page_of_a_service_that_does_not_filter_is_no_proof()
    {
        EnsClient client = Client((page, _) => Page(page, 100, 250, page == 2 ? [] : Ids(250, page, 100)));

        EnsException exception = await Assert.ThrowsAsync<EnsException>(() => client.IsSharedWithAsync(Image, "245", Token));

        Assert.Contains("the page is empty, but only 100 of 250 accounts came", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_is_compared_as_text()
    {
        List<string?> asked = [];
        EnsClient client = Client((page, account) =>
        {
            asked.Add(account);
            return Page(page, 100, 1, ["0015"]);
        });

        Assert.True(await client.IsSharedWithAsync(Image, "0015", Token));
        Assert.False(await client.IsSharedWithAsync(Image, "15", Token));
        Assert.Equal(["0015", "15"], asked);
    }

    private static EnsClient Client(Func<int, string?, string> answer) =>
        new(EnsCredentials.FromAccessKey("id", "secret"), new EnsClientOptions { MaxRetries = 0 }, new Service(answer));

    private static string[] Ids(int accounts, int page, int size) =>
        [.. Enumerable.Range(1, accounts).Skip((page - 1) * size).Take(size).Select(id => id.ToString(CultureInfo.InvariantCulture))];

    private static string Page(int number, int size, int? total, string[] ids, string image = Image)
    {
        string accounts = string.Join(',', ids.Select(id => $$"""{"AliyunUid":"{{id}}"}"""));
        string figures = total is null ? "" : $"\"TotalCount\":{total},";
        return $$$"""{{{{figures}}}"PageNumber":{{{number}}},"PageSize":{{{size}}},"ImageId":"{{{image}}}","Accounts":{"Account":[{{{accounts}}}]}}""";
    }

    /// <summary>Answers with a text for the page and the account that are asked for.</summary>
    private sealed class Service(Func<int, string?, string> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Dictionary<string, string> parameters = request.RequestUri!.Query.TrimStart('?').Split('&')
                .Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
            int page = int.Parse(parameters.GetValueOrDefault("PageNumber", "1"), CultureInfo.InvariantCulture);
            string body = answer(page, parameters.GetValueOrDefault("AliyunId"));
            return Task.FromResult(new HttpResponseMessage { Content = new StringContent(body, Encoding.UTF8, "application/json") });
        }
    }
}
