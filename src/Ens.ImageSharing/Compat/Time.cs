#if !NET
namespace Ens.ImageSharing;

/// <summary>Waiting by a clock that tests control, in the form of newer frameworks.</summary>
internal static class Time
{
    extension(Task)
    {
        public static Task Delay(TimeSpan delay, TimeProvider timeProvider, CancellationToken cancellationToken) => timeProvider.Delay(delay, cancellationToken);
    }
}
#endif
