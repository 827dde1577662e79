using Ens.ImageSharing.Tests.Calls;
using Microsoft.Extensions.Logging;

namespace Ens.ImageSharing.Tests.Changes;

/// <summary>An image, a client that may change it, and a clock on which waits are over at once.</summary>
internal sealed class ChangeScene
{
    public const string Image = Emulated.Image;

    public ChangeScene(params string[] accounts)
    {
        Time = new SkippingTime(Options);
        Emulator = new EnsEmulator(Time);
        Emulator.Share(Image, accounts);
        Options.Endpoint = Emulator.Options.Endpoint;
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public EnsClientOptions Options { get; } = new();

    public SkippingTime Time { get; }

    public EnsEmulator Emulator { get; }

    public IReadOnlyList<string> Accounts => Emulator.AccountsOf(Image);

    /// <summary>The changes that were sent, whether they were answered or not.</summary>
    public EnsEmulatorRequest[] Sent => [.. Emulator.Requests.Where(request => request.Action == "ModifyImageSharePermission")];

    /// <summary>What was added or removed, change by change.</summary>
    public string[] SentAccounts => [.. Sent.Select(request => request.Parameter("AddAccounts") ?? "-" + request.Parameter("RemoveAccounts"))];

    public EnsClient Client(EnsCredentials? credentials = null, ILoggerFactory? loggers = null) =>
        new(credentials ?? Emulator.Credentials, Options, Emulator, loggers, Time);

    public Task<ImageShareChange> ShareAsync(params string[] accounts) => Client().ShareAsync(Image, accounts, Token);

    public Task<ImageShareChange> UnshareAsync(params string[] accounts) => Client().UnshareAsync(Image, accounts, Token);

    public Task<ModifyImageSharePermissionResult> AddAsync(params string[] accounts) =>
        Client().ModifyImageSharePermissionAsync(new(Image) { AddAccounts = accounts }, Token);

    /// <summary>What an exception says was done, and what may have been.</summary>
    public static (string Changed, string Unknown) Told(Exception exception) =>
        (string.Join(",", Assert.IsType<string[]>(exception.Data["Changed"])), string.Join(",", Assert.IsType<string[]>(exception.Data["Unknown"])));
}
