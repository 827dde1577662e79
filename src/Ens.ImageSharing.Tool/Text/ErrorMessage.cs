namespace Ens.ImageSharing.Tool.Text;

/// <summary>What an exception says to a person who does not see the code.</summary>
internal static class ErrorMessage
{
    /// <summary>The message, without the name of a parameter that .NET puts behind it.</summary>
    public static string Of(Exception exception) => exception is ArgumentException { ParamName: { Length: > 0 } name }
        ? exception.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal)
        : exception.Message;
}
