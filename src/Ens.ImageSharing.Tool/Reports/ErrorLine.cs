using System.Text.RegularExpressions;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Reports;

/// <summary>Why an image could not be read, in one line that is the same for every run that fails alike.</summary>
/// <remarks>Request IDs, nonces, times, and counts that depend on random delays are left out: they would make two reports over the same
/// world differ. Request IDs are part of <see cref="AuditRun.Requests"/>.</remarks>
internal static partial class ErrorLine
{
    public const string NotReached = "not reached";

    /// <summary>A shorter request ID may be a word or a number of the message.</summary>
    private const int ShortestId = 3;

    public static string Of(Exception failure)
    {
        string text = ErrorMessage.Of(failure);
        foreach (string id in RequestIds(failure).Where(id => id.Length > 0))
        {
            text = text.Replace($" (request ID {id})", "", StringComparison.Ordinal)
                .Replace($", request ID {id}", "", StringComparison.Ordinal);
        }

        text = InParentheses().Replace(text, "");
        text = AfterComma().Replace(text, "");
        // With a digit, because the words alone say something, such as that there is no request ID.
        text = Labeled().Replace(text, match => match.Groups["id"].Value.Any(char.IsAsciiDigit) ? "" : match.Value);
        foreach (string id in RequestIds(failure).Where(id => id.Length >= ShortestId))
        {
            text = text.Replace(id, "(request ID)", StringComparison.Ordinal);
        }

        text = Time().Replace(text, "(time)");
        text = HttpTime().Replace(text, "(time)");
        text = UniqueId().Replace(text, "(ID)");
        text = Attempt().Replace(text, "An attempt for");
        text = Attempts().Replace(text, "");
        text = Bytes().Replace(text, "broke off");
        text = string.Join(' ', text.Split(LineBreaks).TakeWhile(line => !StackFrame().IsMatch(line))
            .SelectMany(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        return text.Length > 0 ? text : failure.GetType().Name;
    }

    /// <summary>The request IDs that an exception and its causes know.</summary>
    public static IReadOnlyList<string> RequestIds(Exception failure)
    {
        List<string> ids = [];
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (((cause as EnsException)?.RequestId ?? cause.Data[nameof(EnsException.RequestId)] as string) is { Length: > 0 } id
                && !ids.Contains(id))
            {
                ids.Insert(0, id);
            }
        }

        return ids;
    }

    private static readonly char[] LineBreaks = ['\r', '\n', '\u0085', '\u2028', '\u2029'];

    [GeneratedRegex(@" ?\(request ID [^\s()]+\)", RegexOptions.NonBacktracking)]
    private static partial Regex InParentheses();

    [GeneratedRegex(@", request ID [^\s(),]+", RegexOptions.NonBacktracking)]
    private static partial Regex AfterComma();

    /// <summary>As services and proxies write it.</summary>
    [GeneratedRegex(
        @"[,;]?\s*[""']?\brequest[ _-]?id[""']?\s*[:= ]\s*[""']?(?<id>[\w-]+)[""']?",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Labeled();

    [GeneratedRegex(
        "[0-9]{4}-[0-9]{2}-[0-9]{2}(T| )[0-9]{2}(:|%3A|%253A)[0-9]{2}(:|%3A|%253A)[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:?[0-9]{2})?",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Time();

    [GeneratedRegex(
        @"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*, [0-9]{1,2}[ -][A-Z][a-z]{2}[ -][0-9]{2,4} [0-9]{2}:[0-9]{2}:[0-9]{2}( GMT)?",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex HttpTime();

    /// <summary>UUIDs, nonces and hashes.</summary>
    [GeneratedRegex(
        @"\b([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32,})\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex UniqueId();

    [GeneratedRegex(@"\bAttempt [0-9]+ for\b", RegexOptions.NonBacktracking)]
    private static partial Regex Attempt();

    [GeneratedRegex(@" after [0-9]+ attempts?\b", RegexOptions.NonBacktracking)]
    private static partial Regex Attempts();

    [GeneratedRegex(@"\bbroke off after [0-9]+ bytes\b", RegexOptions.NonBacktracking)]
    private static partial Regex Bytes();

    [GeneratedRegex(@"^\s+at [^\s(]+\(", RegexOptions.NonBacktracking)]
    private static partial Regex StackFrame();
}
