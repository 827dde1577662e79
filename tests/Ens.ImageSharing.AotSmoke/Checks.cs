namespace Ens.ImageSharing.AotSmoke;

/// <summary>Runs scenarios and remembers which went wrong.</summary>
internal sealed class Checks
{
    private int _passed;
    private int _failed;

    public static void That(bool right, string what)
    {
        if (!right)
        {
            throw new InvalidOperationException(what);
        }
    }

    public static void Equal<T>(T expected, T actual, string what) => That(EqualityComparer<T>.Default.Equals(expected, actual), $"{what}: expected {expected}, got {actual}");

    public static async Task<TException> ThrowsAsync<TException>(Func<Task> action)
        where TException : Exception
    {
        try
        {
            await action();
        }
        catch (TException exception)
        {
            return exception;
        }

        throw new InvalidOperationException($"{typeof(TException).Name} was expected.");
    }

    public async Task RunAsync(string name, Func<Task> scenario)
    {
        try
        {
            await scenario();
            _passed++;
        }
        catch (Exception exception)
        {
            _failed++;
            await Console.Error.WriteLineAsync($"{name}: {exception}");
        }
    }

    public int Report()
    {
        Console.WriteLine($"{_passed} passed, {_failed} failed");
        return _failed == 0 ? 0 : 1;
    }
}
