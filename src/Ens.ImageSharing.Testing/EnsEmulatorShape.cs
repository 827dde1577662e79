namespace Ens.ImageSharing.Testing;

/// <summary>How the emulator writes its answers: as documented, or in the ways in which the service and its neighbours have been seen to differ.</summary>
[Flags]
public enum EnsEmulatorShape
{
    /// <summary>As in the documentation's sample: <c>{"Accounts":{"Account":[{"AliyunUid":"…"}]}}</c>.</summary>
    Documented = 0,

    /// <summary>The id is called <c>AliyunId</c>, as in the documentation's table of elements.</summary>
    AliyunId = 1,

    /// <summary>Ids are numbers where they are digits.</summary>
    NumberIds = 2,

    /// <summary>Ids stand in the list themselves, without an object around each, as until 2025.</summary>
    BareIds = 4,

    /// <summary>A list of one account is the account itself.</summary>
    SingleAccount = 8,

    /// <summary><c>Accounts</c> is the list itself, without <c>Account</c>.</summary>
    FlatAccounts = 16,

    /// <summary>An empty list is left out.</summary>
    NoEmptyAccounts = 32,

    /// <summary>Totals and page figures are texts.</summary>
    QuotedFigures = 64,

    /// <summary>There is no <c>TotalCount</c>.</summary>
    NoTotalCount = 128,

    /// <summary>There is a <c>Code</c> of 0, as in other operations of the product.</summary>
    SuccessCode = 256,

    /// <summary>Member names begin with a small letter.</summary>
    CamelCase = 512,

    /// <summary>The filter by account is ignored.</summary>
    IgnoredFilter = 1024,

    /// <summary>The total of a filtered list is that of the whole one.</summary>
    UnfilteredTotal = 2048,
}
