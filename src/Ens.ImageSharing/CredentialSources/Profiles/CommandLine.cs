using System.Text;

namespace Ens.ImageSharing.CredentialSources;

/// <summary>Splits a command into the program and its arguments, as the system's shell would, but without expanding anything.</summary>
internal static class CommandLine
{
    /// <exception cref="FormatException">
    /// A quote is not closed, or there is no program. The message contains nothing of the command.
    /// </exception>
    public static string[] Split(string command)
    {
        string[] words = Path.DirectorySeparatorChar == '\\' ? SplitWindows(command) : SplitPosix(command);
        return words.Length > 0 && words[0].Length > 0 ? words : throw new FormatException("the command is empty");
    }

    /// <summary>
    /// The quoting of POSIX shells: nothing is special in single quotes; in double quotes a backslash escapes only <c>$ ` " \</c> and a
    /// line break, elsewhere any character; an escaped line break is removed.
    /// </summary>
    /// <exception cref="FormatException">A quote is not closed.</exception>
    public static string[] SplitPosix(string command)
    {
        WordList words = new();
        char quote = '\0';
        for (int i = 0; i < command.Length; i++)
        {
            char character = command[i];
            if (character == '\\' && quote != '\'' && LineBreakAt(command, i + 1) is > 0 and int length)
            {
                i += length;
            }
            else if (character == '\\' && quote != '\'' && i + 1 < command.Length
                && (quote == '\0' || command[i + 1] is '$' or '`' or '"' or '\\'))
            {
                words.Append(command[++i]);
            }
            else if (quote == '\0' ? character is '"' or '\'' : character == quote)
            {
                quote = quote == '\0' ? character : '\0';
                words.Begin();
            }
            else if (quote == '\0' && IsSeparator(character))
            {
                words.End();
            }
            else
            {
                words.Append(character);
            }
        }

        return words.ToArray(isOpen: quote != '\0');
    }

    /// <summary>
    /// The quoting of Windows programs: backslashes count only before a double quote, where two stand for one and an odd one escapes the
    /// quote; two quotes within quotes stand for one.
    /// </summary>
    /// <exception cref="FormatException">A quote is not closed.</exception>
    public static string[] SplitWindows(string command)
    {
        WordList words = new();
        bool isQuoted = false;
        for (int i = 0; i < command.Length; i++)
        {
            int backslashes = 0;
            while (i < command.Length && command[i] == '\\')
            {
                backslashes++;
                i++;
            }

            bool isQuote = i < command.Length && command[i] == '"';
            words.Append('\\', isQuote ? backslashes / 2 : backslashes);
            if (i == command.Length)
            {
                break;
            }

            if (isQuote && backslashes % 2 == 0)
            {
                words.Begin();
                if (isQuoted && i + 1 < command.Length && command[i + 1] == '"')
                {
                    words.Append('"');
                    i++;
                }
                else
                {
                    isQuoted = !isQuoted;
                }
            }
            else if (!isQuoted && IsSeparator(command[i]))
            {
                words.End();
            }
            else
            {
                words.Append(command[i]);
            }
        }

        return words.ToArray(isOpen: isQuoted);
    }

    /// <summary>How many characters of a line break are there: files of Windows have two.</summary>
    private static int LineBreakAt(string text, int index) =>
        index < text.Length && text[index] == '\n' ? 1
        : index + 1 < text.Length && text[index] == '\r' && text[index + 1] == '\n' ? 2
        : 0;

    private static bool IsSeparator(char character) => character is ' ' or '\t' or '\n' or '\r';

    /// <summary>The words so far. A word may be empty, but only if it was quoted.</summary>
    private sealed class WordList
    {
        private readonly List<string> _words = [];
        private readonly StringBuilder _word = new();
        private bool _isInWord;

        public void Begin() => _isInWord = true;

        public void Append(char character, int count = 1)
        {
            _word.Append(character, count);
            _isInWord |= count > 0;
        }

        public void End()
        {
            if (_isInWord)
            {
                _words.Add(_word.ToString());
                _word.Clear();
                _isInWord = false;
            }
        }

        public string[] ToArray(bool isOpen)
        {
            if (isOpen)
            {
                throw new FormatException("the command has a quote that is not closed");
            }

            End();
            return [.. _words];
        }
    }
}
