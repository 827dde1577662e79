using System.CommandLine.Parsing;
using System.Globalization;
using Ens.ImageSharing.Tool.Terminal;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary>Reads values of options strictly, and says what is allowed.</summary>
internal static class OptionValues
{
    /// <summary>A whole number in a range.</summary>
    public static Func<ArgumentResult, int> Number(int least, int most) => result =>
        int.TryParse(Value(result), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : Refuse<int>(result, FormattableString.Invariant($"a whole number from {least} to {most}"));

    public static double? CallsPerSecond(ArgumentResult result) =>
        TryFigure(Value(result), out double figure) && figure is >= 0.001 and <= 1_000_000
            ? figure
            : Refuse<double?>(result, "a number from 0.001 to 1000000");

    /// <summary>A share from 0 to 1.</summary>
    public static double Share(ArgumentResult result) =>
        TryFigure(Value(result), out double figure) && figure is >= 0 and <= 1 ? figure : Refuse<double>(result, "a number from 0 to 1");

    public static DateOnly? Day(ArgumentResult result) =>
        DateOnly.TryParseExact(Value(result), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? day
            : Refuse<DateOnly?>(result, "a day such as 2027-01-31");

    public static OutputFormat? Format(ArgumentResult result) => Value(result) switch
    {
        "table" => OutputFormat.Table,
        "json" => OutputFormat.Json,
        "csv" => OutputFormat.Csv,
        _ => Refuse<OutputFormat?>(result, "table, json or csv"),
    };

    /// <summary>Reports that the value is not what it must be.</summary>
    public static T Refuse<T>(ArgumentResult result, string allowed, string? given = null)
    {
        string name = result.Parent is OptionResult option ? option.Option.Name : result.Argument.Name;
        result.AddError($"{name} must be {allowed}, but was '{VisibleText.Escape(given ?? Value(result))}'.");
        return default!;
    }

    private static string Value(ArgumentResult result) => result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";

    private static bool TryFigure(string text, out double figure) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out figure);
}
