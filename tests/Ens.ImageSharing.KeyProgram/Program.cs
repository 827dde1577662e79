using System.Diagnostics;
using System.Globalization;

// Does what the lines of a file say, one after the other.
foreach (string line in File.ReadLines(args[0]))
{
    string[] words = line.Split(' ', 2);
    string rest = words.Length > 1 ? words[1] : "";
    switch (words[0])
    {
        case "out":
            Console.Out.Write(rest + "\n");
            break;
        case "err":
            Console.Error.Write(rest + "\n");
            break;
        case "flood-out":
            Console.Out.Write(new string('x', Number(rest)));
            break;
        case "flood-err":
            Console.Error.Write(new string('x', Number(rest)));
            break;
        case "exit":
            return Number(rest);
        case "child":
            // A process of its own that inherits the output and goes on when this one has ended.
            string script = args[0] + ".child";
            await File.WriteAllTextAsync(script, $"id {rest}\nsleep");
            Process.Start(new ProcessStartInfo("dotnet", [Environment.GetCommandLineArgs()[0], script]) { UseShellExecute = false })!.Dispose();
            break;
        case "id":
            await File.WriteAllTextAsync(rest + ".new", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            File.Move(rest + ".new", rest);
            break;
        case "sleep":
            await Task.Delay(TimeSpan.FromMinutes(10));
            break;
        default:
            throw new InvalidOperationException($"There is no '{words[0]}'.");
    }
}

return 0;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
