using Ens.ImageSharing.Fuzz;
using SharpFuzz;

// READER alone reads what afl-fuzz hands in. With files or folders behind it, it reads those and says what is found.
if (args.Length == 0 || !Readers.All.TryGetValue(args[0], out Action<byte[]>? read))
{
    Console.WriteLine(string.Join('\n', Readers.All.Keys));
    return args is ["--list"] ? 0 : 2;
}

if (args.Length > 1)
{
    return Replay(read, args[1..]);
}

Fuzzer.OutOfProcess.Run(input =>
{
    using MemoryStream bytes = new();
    input.CopyTo(bytes);
    read(bytes.ToArray());
});
return 0;

static int Replay(Action<byte[]> read, string[] paths)
{
    int findings = 0;
    IEnumerable<string> files = paths.SelectMany(path => Directory.Exists(path) ? Directory.GetFiles(path) : [path]);
    foreach (string file in files.Order(StringComparer.Ordinal))
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(file);
            Task.Run(() => read(bytes)).WaitAsync(TimeSpan.FromSeconds(10)).GetAwaiter().GetResult();
        }
        catch (Exception finding)
        {
            findings++;
            Console.WriteLine($"finding: {file}\n{finding}");
        }
    }

    return findings == 0 ? 0 : 1;
}
