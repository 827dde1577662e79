using System.Globalization;

namespace Ens.ImageSharing.Tool.Inputs;

/// <summary>A place in a file, as an editor shows it: both numbers start at 1, and a column is a Unicode character.</summary>
internal readonly record struct Place(int Line, int Column)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"line {Line}, column {Column}");
}
