namespace Ens.ImageSharing.CredentialSources;

/// <summary>What a look into a source finds: a value, or the reason why nothing is set up there.</summary>
/// <remarks>
/// A source that is set up and fails throws. A failure is never an absence, because an absence lets another identity sign.
/// </remarks>
internal readonly struct Lookup<T>
    where T : class
{
    private readonly string? _absence;

    private Lookup(T? value, string? absence) => (Value, _absence) = (value, absence);

    public T? Value { get; }

    public string Absence => _absence ?? "";

    public static implicit operator Lookup<T>(T value) => new(value, null);

    public static Lookup<T> Absent(string reason) => new(null, reason);
}
