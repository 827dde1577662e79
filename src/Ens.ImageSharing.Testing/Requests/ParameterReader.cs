using System.Globalization;
using Ens.ImageSharing.Testing.Answers;

namespace Ens.ImageSharing.Testing.Requests;

/// <summary>
/// Reads the parameters of a request by the documented rules. The first one that breaks a rule is the reason for a refusal.
/// </summary>
internal sealed class ParameterReader(ReceivedRequest request)
{
    /// <summary>Why the request is refused; <see langword="null"/> if all parameters so far are valid.</summary>
    public Refusal? Refusal { get; private set; }

    public string Required(string name)
    {
        string? value = request.Parameter(name);
        if (string.IsNullOrWhiteSpace(value))
        {
            Refusal ??= Refusal.MissingParameter;
        }

        return value ?? "";
    }

    /// <summary>A text; <see langword="null"/> if it is absent or empty.</summary>
    public string? Optional(string name) => request.Parameter(name) is { Length: > 0 } value ? value : null;

    /// <summary>A number from 1 to <paramref name="most"/>.</summary>
    public int Number(string name, int otherwise, int most = int.MaxValue)
    {
        if (request.Parameter(name) is not { } text)
        {
            return otherwise;
        }

        bool valid = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= most;
        return valid ? number : Refuse(name, otherwise);
    }

    /// <summary>The id of one account; <see langword="null"/> if it is absent.</summary>
    public string? Account(string name) =>
        request.Parameter(name) is not { } account ? null : IsAccount(account) ? account : Refuse<string?>(name, null);

    /// <summary>The ids of accounts, separated by commas in one text; none if it is absent.</summary>
    public string[] Accounts(string name) =>
        request.Parameter(name)?.Split(',') is not { } accounts ? []
        : Array.TrueForAll(accounts, IsAccount) ? accounts
        : Refuse<string[]>(name, []);

    private static bool IsAccount(string text) => text.Length > 0 && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;

    private T Refuse<T>(string name, T otherwise)
    {
        Refusal ??= Refusal.InvalidParameter(name);
        return otherwise;
    }
}
