namespace Ens.ImageSharing.Transport;

/// <summary>A transport from outside this library.</summary>
internal static class ForeignTransport
{
    /// <summary>The emulator never blocks. Known by its name, because its package builds on this one.</summary>
    private const string Emulator = "Ens.ImageSharing.Testing.EnsEmulator";

    /// <summary>Whether a transport may block its thread, so that it must not be the caller's.</summary>
    /// <remarks>
    /// A call over the emulator has begun when the method returns: tests move their clock right after it, as the documentation shows.
    /// </remarks>
    public static bool MayBlock(HttpMessageHandler? transport) => transport is not null && transport.GetType().FullName != Emulator;
}
