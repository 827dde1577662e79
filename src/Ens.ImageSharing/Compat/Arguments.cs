#if !NET
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Ens.ImageSharing.Compat;

/// <summary>The argument guards of newer frameworks.</summary>
internal static class Arguments
{
    extension(ArgumentNullException)
    {
        public static void ThrowIfNull(
            [NotNull] object? argument, [CallerArgumentExpression(nameof(argument))] string? name = null)
        {
            if (argument is null)
            {
                throw new ArgumentNullException(name);
            }
        }
    }

    extension(ArgumentException)
    {
        public static void ThrowIfNullOrWhiteSpace(
            [NotNull] string? argument, [CallerArgumentExpression(nameof(argument))] string? name = null)
        {
            ArgumentNullException.ThrowIfNull(argument, name);
            if (string.IsNullOrWhiteSpace(argument))
            {
                throw new ArgumentException("The value cannot be empty or white space.", name);
            }
        }
    }
}
#endif
