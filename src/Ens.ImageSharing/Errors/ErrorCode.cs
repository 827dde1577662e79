namespace Ens.ImageSharing.Errors;

/// <summary>Error codes with dots: a code stands for its children, too.</summary>
internal static class ErrorCode
{
    private const string Missing = "Missing";

    /// <summary>Whether a code is another one or a child of it: <c>Throttling.User</c> is a <c>Throttling</c>.</summary>
    public static bool IsOrBelow(string code, string parent) =>
        code.StartsWith(parent, StringComparison.Ordinal) && (code.Length == parent.Length || code[parent.Length] == '.');

    /// <summary>The name in <c>MissingImageId</c> or <c>MissingParameter.ImageId</c>.</summary>
    public static string? MissingParameterName(string code) =>
        code.StartsWith(Missing, StringComparison.Ordinal) && code.Length > Missing.Length && char.IsUpper(code[Missing.Length])
        && !code.StartsWith(EnsErrorCodes.MissingParameter, StringComparison.Ordinal)
            ? code[Missing.Length..]
            : Child(code, EnsErrorCodes.MissingParameter);

    /// <summary>The name in <c>InvalidParameter.PageSize</c>.</summary>
    public static string? InvalidParameterName(string code) => Child(code, EnsErrorCodes.InvalidParameter);

    private static string? Child(string code, string parent) =>
        IsOrBelow(code, parent) && code.Length > parent.Length + 1 ? code[(parent.Length + 1)..] : null;
}
