namespace Ens.ImageSharing.Testing.Answers;

/// <summary>What a request is answered with.</summary>
internal sealed record Answer(int Status, string Body)
{
    /// <summary>The error code in the body, if it is an error.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The value of the header <c>x-acs-retry-after</c>, if there is one.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static Answer Success(string body) => new(200, body);

    public static Answer Refuse(Refusal refusal) =>
        new(refusal.Status, ErrorBody(refusal)) { ErrorCode = refusal.Code, RetryAfter = refusal.RetryAfter };

    private static string ErrorBody(Refusal refusal) => AnswerWriter.Write(EnsEmulatorShape.Documented, json =>
    {
        json.WriteRequestId();
        json.WriteText("HostId", "ens.emulator");
        json.WriteText("Code", refusal.Code);
        json.WriteText("Message", refusal.Message);
        json.WriteText("Recommend", "https://api.aliyun.com/troubleshoot?q=" + Uri.EscapeDataString(refusal.Code));
    });
}
