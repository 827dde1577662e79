using System.Text;

namespace Ens.ImageSharing.Wire;

/// <summary>A text with some encodings undone, which remembers what part of the original text each of its characters comes from.</summary>
internal sealed class Reading
{
    private readonly List<(int Start, int End)>? _origins;

    /// <summary>The text as it is.</summary>
    public Reading(string text) => Text = text;

    private Reading(string text, List<(int Start, int End)> origins)
    {
        Text = text;
        _origins = origins;
    }

    public string Text { get; }

    /// <summary>Marks what a part of this text comes from.</summary>
    public void Mark(int start, int length, bool[] marks)
    {
        for (int i = start; i < start + length; i++)
        {
            (int from, int to) = Origin(i);
            for (int original = from; original < to; original++)
            {
                marks[original] = true;
            }
        }
    }

    private (int Start, int End) Origin(int index) => _origins is null ? (index, index + 1) : _origins[index];

    /// <summary>A reading under construction.</summary>
    public sealed class Builder(Reading source)
    {
        private readonly StringBuilder _text = new();
        private readonly List<(int Start, int End)> _origins = [];

        /// <summary>How many characters there are so far.</summary>
        public int Length
        {
            get => _text.Length;
            set
            {
                _origins.RemoveRange(value, _text.Length - value);
                _text.Length = value;
            }
        }

        /// <summary>Appends a character that a part of the source stands for.</summary>
        public void Append(char value, int start, int length)
        {
            _text.Append(value);
            _origins.Add((source.Origin(start).Start, source.Origin(start + length - 1).End));
        }

        public Reading Build() => new(_text.ToString(), _origins);
    }
}
