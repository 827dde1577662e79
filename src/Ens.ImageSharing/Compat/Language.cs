#if !NET
// What the compiler looks for and this framework lacks. Written here and not generated: the generator that would do it puts its
// types into an order of chance, and a build would never give the same bytes twice.
namespace System
{
    /// <summary>A place counted from the start, or from the end.</summary>
    internal readonly struct Index(int value, bool fromEnd = false)
    {
        public static Index Start => new(0);

        public static Index End => new(0, fromEnd: true);

        public static implicit operator Index(int value) => new(value);

        public int GetOffset(int length) => fromEnd ? length - value : value;
    }

    /// <summary>From one place up to another.</summary>
    internal readonly struct Range(Index start, Index end)
    {
        public Index Start { get; } = start;

        public Index End { get; } = end;

        public static Range StartAt(Index start) => new(start, Index.End);

        public static Range EndAt(Index end) => new(Index.Start, end);
    }
}

namespace System.Diagnostics.CodeAnalysis
{
    /// <summary>After the call the argument is not null.</summary>
    [AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.ReturnValue)]
    internal sealed class NotNullAttribute : Attribute;

    /// <summary>After the call the argument is not null if the result is as said.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    internal sealed class NotNullWhenAttribute(bool returnValue) : Attribute
    {
        public bool ReturnValue { get; } = returnValue;
    }
}

namespace System.Runtime.CompilerServices
{
    /// <summary>The text of an argument.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    internal sealed class CallerArgumentExpressionAttribute(string parameterName) : Attribute
    {
        public string ParameterName { get; } = parameterName;
    }

    /// <summary>Marks what may be set at creation only.</summary>
    internal static class IsExternalInit;

    /// <summary>What a compiler must know to use the type.</summary>
    [AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
    internal sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
    {
        public string FeatureName { get; } = featureName;
    }

    /// <summary>Marks the members of an extension block.</summary>
    [AttributeUsage(AttributeTargets.All)]
    internal sealed class ExtensionMarkerAttribute(string name) : Attribute
    {
        public string Name { get; } = name;
    }
}
#endif
