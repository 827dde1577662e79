#if !NET
namespace System.Diagnostics.CodeAnalysis;

/// <summary>The trimming annotation of newer frameworks; nothing trims by it here.</summary>
[AttributeUsage(AttributeTargets.GenericParameter)]
internal sealed class DynamicallyAccessedMembersAttribute(DynamicallyAccessedMemberTypes memberTypes) : Attribute
{
    public DynamicallyAccessedMemberTypes MemberTypes { get; } = memberTypes;
}

/// <inheritdoc cref="DynamicallyAccessedMembersAttribute"/>
internal enum DynamicallyAccessedMemberTypes
{
    None = 0,
    All = -1,
}
#endif
