using Ens.ImageSharing.Text;

namespace Ens.ImageSharing.Wire;

/// <summary>One call of ModifyImageSharePermission: a list of accounts to add, and one account to remove.</summary>
internal sealed class ModifyImageShares(ModifyImageSharePermissionRequest request) : IOperation<ModifyImageSharePermissionResult>
{
    private static readonly OperationFacts Constants = new(
        "ModifyImageSharePermission",
        OperationFacts.EnsVersion,
        "the RAM permission ens:ModifyImageSharePermission on resource acs:ens::{account}:image/{image}",
        IsChange: true);

    public OperationFacts Facts => Constants;

    public string Subject => $"the change of image '{request.ImageId}'";

    public IReadOnlyList<string> Secrets => [];

    /// <summary>The accounts to add are one text with commas. The account to remove is a single one, in spite of the plural.</summary>
    public string ToQueryString()
    {
        Utf8Buffer query = new(stackalloc byte[512]);
        query.AppendParameter("ImageId"u8, request.ImageId);
        query.AppendParameter("AddAccounts"u8, request.AddAccounts.Count == 0 ? null : string.Join(",", request.AddAccounts));
        query.AppendParameter("RemoveAccounts"u8, request.RemoveAccount);
        string text = query.ToString();
        query.Dispose();
        return text;
    }

    public string? ToForm() => null;

    /// <summary>
    /// The request ID is all that a good response has; a response without any is none. A message without a code that means success says
    /// that something else happened.
    /// </summary>
    public ModifyImageSharePermissionResult? Read(ReadOnlySpan<byte> body, string? requestId)
    {
        ResponseReader reader = new(body);
        bool hasCode = false, hasMessage = false;
        while (reader.NextMember())
        {
            if (reader.Take("RequestId"u8))
            {
                requestId = reader.ReadText() ?? requestId;
            }
            else if (reader.Take("Message"u8))
            {
                hasMessage |= reader.ReadText() is { } message && !JsonMember.IsSuccess(message);
            }
            else
            {
                bool isCode = reader.Is("Code"u8);
                if (!reader.SkipOther())
                {
                    return null;
                }

                hasCode |= isCode && !reader.IsNothing;
            }
        }

        reader.End();
        if (hasMessage && !hasCode)
        {
            throw new ResponseFormatException("It does not say that the change was made.");
        }

        return requestId is null
            ? throw new ResponseFormatException("It has no request ID.")
            : new ModifyImageSharePermissionResult { RequestId = requestId };
    }
}
