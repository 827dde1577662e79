namespace Ens.ImageSharing.Tool.Inputs;

/// <summary>A row of a CSV file, an object of a JSON file, or a line of a list.</summary>
/// <param name="shape">The names of the values.</param>
/// <param name="offset">Where the record starts.</param>
/// <param name="element">The number of the element in a JSON file, starting at 1.</param>
/// <param name="values">The values, in the order of the names; <see langword="null"/> where there is none.</param>
internal sealed class InputRecord(RecordShape shape, int offset, int? element, InputValue?[] values)
{
    public int Offset => offset;

    public int? Element => element;

    public InputValue? this[string name] => values[shape.IndexOf(name, StringComparison.Ordinal)];
}
