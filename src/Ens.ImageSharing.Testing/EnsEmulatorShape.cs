namespace Ens.ImageSharing.Testing;

/// <summary>
/// How the emulator writes its responses: as documented, or in other shapes that the service and its neighbors are known to use.
/// </summary>
[Flags]
public enum EnsEmulatorShape
{
    /// <summary>As documented, for example <c>{"Accounts":{"Account":[{"AliyunUid":"…"}]}}</c>.</summary>
    Documented = 0,

    /// <summary>The ID of an account is named <c>AliyunId</c>, as in the documentation's table of elements.</summary>
    AliyunId = 1,

    /// <summary>IDs of accounts are numbers if they consist of digits.</summary>
    NumberIds = 2,

    /// <summary>Lists of accounts contain the IDs themselves, without an object around each, as until 2025.</summary>
    BareIds = 4,

    /// <summary>A list with one element is written as that element, without an array around it.</summary>
    SingleAccount = 8,

    /// <summary><c>Accounts</c> and <c>Images</c> are the lists themselves, without <c>Account</c> and <c>Image</c> inside.</summary>
    FlatAccounts = 16,

    /// <summary>Empty lists are omitted.</summary>
    NoEmptyAccounts = 32,

    /// <summary>The total, page size and page number of <c>DescribeImageSharePermission</c>, documented as numbers, are text.</summary>
    QuotedFigures = 64,

    /// <summary><c>TotalCount</c> is omitted.</summary>
    NoTotalCount = 128,

    /// <summary>
    /// The response of <c>DescribeImageSharePermission</c> has a <c>Code</c> of 0, like that of <c>DescribeSelfImages</c>.
    /// </summary>
    SuccessCode = 256,

    /// <summary>Member names begin with a lower-case letter.</summary>
    CamelCase = 512,

    /// <summary>The filter by account is ignored.</summary>
    IgnoredFilter = 1024,

    /// <summary>The numbers of <c>DescribeSelfImages</c>, documented as text, are numbers.</summary>
    NumberFigures = 2048,

    /// <summary>
    /// <c>TotalCount</c>, <c>PageSize</c> and <c>PageNumber</c> are omitted, as in the response of <c>DescribeSelfImages</c> until
    /// 2025.
    /// </summary>
    NoPageFigures = 4096,
}
