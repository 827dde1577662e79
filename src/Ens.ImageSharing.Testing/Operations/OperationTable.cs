using System.Diagnostics.CodeAnalysis;

namespace Ens.ImageSharing.Testing.Operations;

/// <summary>The operations that the emulator has.</summary>
internal static class OperationTable
{
    public const string Version = "2017-11-10";

    private static readonly IOperation[] All =
    [
        new DescribeImageSharePermission(),
        new DescribeSelfImages(),
        new ModifyImageSharePermission(),
    ];

    public static bool TryFind(string? action, [NotNullWhen(true)] out IOperation? operation)
    {
        operation = Array.Find(All, candidate => candidate.Action == action);
        return operation is not null;
    }
}
