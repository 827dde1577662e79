namespace Ens.ImageSharing.CredentialSources;

/// <summary>Remembers that something was there, so that a short absence is not taken for a removal.</summary>
internal sealed class Presence(TimeProvider time)
{
    private readonly Lock _gate = new();
    private bool _wasThere;
    private string? _name;
    private DateTimeOffset? _missingSince;

    /// <summary>How long something must be missing until it counts as removed.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(5);

    public void Confirm(string? name)
    {
        lock (_gate)
        {
            (_wasThere, _name, _missingSince) = (true, name, null);
        }
    }

    /// <summary>Whether what is missing now was never there, or has been missing for long enough.</summary>
    public bool IsOver(string? name)
    {
        lock (_gate)
        {
            if (!_wasThere || _name != name)
            {
                return true;
            }

            DateTimeOffset now = time.GetUtcNow();
            _missingSince ??= now;
            if (now - _missingSince < Patience)
            {
                return false;
            }

            _wasThere = false;
            return true;
        }
    }
}
