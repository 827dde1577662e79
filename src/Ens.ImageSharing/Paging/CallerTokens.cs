namespace Ens.ImageSharing.Paging;

/// <summary>
/// The two tokens of an enumeration, the method's argument and that of <c>WithCancellation</c>, as one. A cancellation names the token it
/// came from.
/// </summary>
internal readonly struct CallerTokens : IDisposable
{
    private readonly CancellationToken _argument;
    private readonly CancellationToken _enumeration;
    private readonly CancellationTokenSource? _both;

    public CallerTokens(CancellationToken argument, CancellationToken enumeration)
    {
        _argument = argument;
        _enumeration = enumeration;
        _both = argument.CanBeCanceled && enumeration.CanBeCanceled && argument != enumeration
            ? CancellationTokenSource.CreateLinkedTokenSource(argument, enumeration)
            : null;
        Either = _both?.Token ?? (argument.CanBeCanceled ? argument : enumeration);
    }

    /// <summary>Canceled as soon as one of the two is.</summary>
    public CancellationToken Either { get; }

    public void ThrowIfCancellationRequested()
    {
        if (_argument.IsCancellationRequested || _enumeration.IsCancellationRequested)
        {
            throw ToException();
        }
    }

    /// <summary>A cancellation by the token that was canceled.</summary>
    public OperationCanceledException ToException() => new(_argument.IsCancellationRequested ? _argument : _enumeration);

    public void Dispose() => _both?.Dispose();
}
