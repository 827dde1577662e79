namespace ShareAudit.Reports;

/// <summary>How accounts are written: in full, or with their last four digits only.</summary>
internal sealed class AccountText(bool masked)
{
    public string Of(string account) => !masked || account.Length == 0 ? account : "****" + (account.Length > 4 ? account[^4..] : "");
}
