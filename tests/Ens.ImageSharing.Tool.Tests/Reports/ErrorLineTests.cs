using Ens.ImageSharing.Tool.Reports;

namespace Ens.ImageSharing.Tool.Tests.Reports;

public class ErrorLineTests
{
    [Theory]
    [InlineData("m-1\r")]
    public void The_name_of_a_parameter_in_code_is_left_out(string imageId) =>
        Assert.Equal($"It was '{imageId.Trim()}'.", ErrorLine.Of(new ArgumentException($"It was '{imageId.Trim()}'.", nameof(imageId))));

    [Theory]
    [InlineData(
        "Busy. (Throttling, HTTP 400, page 1 of image m-1, request ID R-77) Wait.",
        "Busy. (Throttling, HTTP 400, page 1 of image m-1) Wait.")]
    [InlineData(
        "Listing m-1 stopped at page 2: it is empty (request ID R-77). It ends.",
        "Listing m-1 stopped at page 2: it is empty. It ends.")]
    [InlineData("pass 1: stopped (request ID R-a). pass 2: stopped (request ID R-b).", "pass 1: stopped. pass 2: stopped.")]
    [InlineData("The response broke off after 812 bytes (HTTP 200, request ID R-77): reset", "The response broke off (HTTP 200): reset")]
    [InlineData("Refused, RequestId: 0CE4A2F4-1F0B-5C44-9C0B-8C3D5B0A7D2E. Ask again.", "Refused. Ask again.")]
    [InlineData("{\"Message\":\"no\",\"RequestId\":\"0CE4\"}", "{\"Message\":\"no\"}")]
    [InlineData("Trace R-77 is lost.", "Trace (request ID) is lost.")]
    [InlineData("Trace 0ce4a2f4-1f0b-5c44-9c0b-8c3d5b0a7d2e is lost.", "Trace (ID) is lost.")]
    [InlineData("It has no request ID.", "It has no request ID.")]
    [InlineData(
        "SignatureNonce%3D0123456789abcdef0123456789ABCDEF%26Timestamp%3D2027-01-31T08%253A00%253A00Z",
        "SignatureNonce%(ID)%26Timestamp%3D(time)")]
    [InlineData("dated 2027-01-31T08:00:00Z, responded at 2027-01-31T09:00:00.123Z;", "dated (time), responded at (time);")]
    [InlineData("date:Sun, 31 Jan 2027 08:00:00 GMT", "date:(time)")]
    [InlineData("Attempt 3 for page 1 did not complete within 10 s.", "An attempt for page 1 did not complete within 10 s.")]
    [InlineData(
        "The call did not complete within 60 s after 4 attempts: it was waiting.",
        "The call did not complete within 60 s: it was waiting.")]
    [InlineData("Image 1515285520000001 of m-5s7qotzavwbrnzaqh4unm.", "Image 1515285520000001 of m-5s7qotzavwbrnzaqh4unm.")]
    [InlineData("one\r\ntwo\n\n three\u2028four", "one two three four")]
    [InlineData("It failed.\n   at Ens.Client.Read() in Client.cs:line 7\n   at Main()", "It failed.")]
    public void What_differs_from_run_to_run_is_left_out(string message, string expected) =>
        Assert.Equal(expected, ErrorLine.Of(new EnsException(message) { RequestId = "R-77" }));

    [Fact]
    public void A_failure_without_a_message_is_named_by_its_type() =>
        Assert.Equal("TimeoutException", ErrorLine.Of(new TimeoutException(" \n")));

    [Fact]
    public void A_request_ID_that_is_a_number_of_the_message_does_not_spoil_it() =>
        Assert.Equal("Page 2 of 12 is empty.", ErrorLine.Of(new EnsException("Page 2 of 12 is empty.") { RequestId = "2" }));

    [Fact]
    public void The_request_IDs_of_causes_and_of_responses_that_broke_off_are_known()
    {
        HttpRequestException broken = new("broke off");
        broken.Data["RequestId"] = "R-1";
        EnsException failure = new("moved", new EnsException("moved", broken) { RequestId = "R-2" }) { RequestId = "R-2" };

        Assert.Equal(["R-1", "R-2"], ErrorLine.RequestIds(failure));
    }

    [Fact]
    public async Task Failures_of_two_runs_over_the_same_world_read_alike()
    {
        List<string> errors = [], messages = [];
        for (int run = 0; run < 2; run++)
        {
            EnsEmulator emulator = new();
            emulator.Options.MaxRetries = 0;
            EnsClient client = new(emulator.Credentials, emulator.Options, emulator);
            EnsException failure = await Assert.ThrowsAnyAsync<EnsException>(() => client.ReadSharesAsync("m-unknown"));
            errors.Add(ErrorLine.Of(failure));
            messages.Add(failure.Message);
        }

        Assert.NotEqual(messages[0], messages[1]);
        Assert.Equal(errors[0], errors[1]);
        Assert.DoesNotContain("request ID", errors[0], StringComparison.OrdinalIgnoreCase);
    }
}
