using Ens.ImageSharing.Tool.Connections;
using Ens.ImageSharing.Tool.Inputs;
using Ens.ImageSharing.Tool.Text;

namespace Ens.ImageSharing.Tool.Commands;

/// <summary>Finds images and reads them, several at once, and keeps what is known when it is interrupted.</summary>
internal sealed class ImageReading(Verb verb, Connection connection)
{
    private const int MostReasons = 10;

    private readonly List<ImageSource> _images = [];
    private readonly HashSet<string> _reached = new(StringComparer.Ordinal);
    private int _failures;
    private bool _isListingBroken;

    /// <summary>The images that were found.</summary>
    public IReadOnlyList<ImageSource> Images => _images;

    /// <summary>The images that were found and not read before the interruption.</summary>
    public IEnumerable<ImageSource> NotReached => _images.Where(image => !_reached.Contains(image.ImageId));

    /// <summary>How many images were read, of how many.</summary>
    public string Count
    {
        get
        {
            int read = _reached.Count - _failures;
            string all = Quantity.Of(_images.Count, "image");
            return read == _images.Count ? all : FormattableString.Invariant($"{read} of {all}");
        }
    }

    /// <summary>Whether all images are known and each of them was reached.</summary>
    public bool IsEnded => !IsInterrupted && !_isListingBroken;

    public bool IsInterrupted { get; private set; }

    /// <summary>How the verb ends, if everything else is well.</summary>
    public int ExitCode => IsInterrupted ? Terminal.ExitCode.Interrupted
        : _failures > 0 || _isListingBroken ? Terminal.ExitCode.Failed
        : Terminal.ExitCode.Success;

    /// <summary>Finds the images: those given, or every image of ours.</summary>
    /// <param name="given">The images that were given.</param>
    /// <param name="isIncluded">Whether an image takes part.</param>
    public async Task FindAsync(IReadOnlyList<ImageListEntry> given, Func<string, bool>? isIncluded = null)
    {
        if (given.Count > 0)
        {
            _images.AddRange(given.Select(entry => new ImageSource(entry.ImageId, entry.Profile)));
        }
        else
        {
            await ListOwnImagesAsync().ConfigureAwait(false);
        }

        _images.RemoveAll(image => isIncluded?.Invoke(image.ImageId) == false);
    }

    /// <summary>Works on each image that was found.</summary>
    /// <param name="description">What is done, for the progress.</param>
    /// <param name="start">Starts the work on images whose key is the same.</param>
    /// <param name="result">Receives each result with its image.</param>
    public async Task ReadAsync<T>(
        string description, Func<EnsClient, IAsyncEnumerable<string>, IAsyncEnumerable<T>> start, Action<ImageSource, T> result)
    {
        if (IsInterrupted)
        {
            return;
        }

        try
        {
            await verb.Console.WithProgressAsync(
                description,
                _images.Count,
                async step =>
                {
                    foreach (IGrouping<string?, ImageSource> group in _images.GroupBy(image => image.Profile, StringComparer.Ordinal))
                    {
                        await ReadGroupAsync(group.Key, [.. group], start, result, step).ConfigureAwait(false);
                    }

                    return true;
                }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (verb.Interruption.IsCancellationRequested)
        {
            IsInterrupted = true;
        }
    }

    /// <summary>Notes that an image could not be read, and tells the person the first few times.</summary>
    public void Failed(string imageId, string reason)
    {
        if (++_failures <= MostReasons)
        {
            verb.Console.Say($"{imageId} could not be read: {reason}");
        }
    }

    /// <summary>Tells what was not read: how many more failed than were told, and how many images were not reached.</summary>
    public void SayWhatIsMissing()
    {
        if (_failures > MostReasons)
        {
            verb.Console.Say(FormattableString.Invariant($"{_failures - MostReasons} more images could not be read."));
        }

        if (IsInterrupted)
        {
            verb.Console.Say(FormattableString.Invariant(
                $"Interrupted: {NotReached.Count()} of {_images.Count} known images were not reached. The result is incomplete."));
        }
    }

    private async Task ListOwnImagesAsync()
    {
        try
        {
            IAsyncEnumerable<EnsImage> listed = connection.ClientFor().ListImagesAsync(cancellationToken: verb.Interruption);
            await foreach (EnsImage image in listed.ConfigureAwait(false))
            {
                if (image.IsOwn)
                {
                    _images.Add(new ImageSource(image.ImageId, Image: image));
                }
            }
        }
        catch (OperationCanceledException) when (verb.Interruption.IsCancellationRequested)
        {
            IsInterrupted = true;
        }
        catch (Exception exception) when (exception is EnsException or HttpRequestException or TimeoutException)
        {
            _isListingBroken = true;
            verb.Console.Say($"The images could not be listed, so the result is incomplete: {Verb.Describe(exception)}");
        }
    }

    private async Task ReadGroupAsync<T>(
        string? profile,
        ImageSource[] images,
        Func<EnsClient, IAsyncEnumerable<string>, IAsyncEnumerable<T>> start,
        Action<ImageSource, T> result,
        Action step)
    {
        int next = 0;
        IAsyncEnumerable<T> results = start(connection.ClientFor(profile), images.Select(image => image.ImageId).ToAsyncEnumerable());
        await foreach (T item in results.WithCancellation(verb.Interruption).ConfigureAwait(false))
        {
            ImageSource image = images[next++];
            _reached.Add(image.ImageId);
            result(image, item);
            step();
        }
    }
}
