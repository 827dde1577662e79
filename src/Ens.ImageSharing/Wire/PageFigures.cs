namespace Ens.ImageSharing.Wire;

/// <summary>The figures that every page has, as numbers, as text, or not at all.</summary>
internal struct PageFigures
{
    private long? _pageNumber;
    private long? _pageSize;

    public string? RequestId { get; private set; }

    public int? Total { get; private set; }

    public readonly int? PageNumber => _pageNumber is >= int.MinValue and <= int.MaxValue ? (int)_pageNumber : null;

    public readonly int? PageSize => _pageSize is > 0 and <= int.MaxValue ? (int)_pageSize : null;

    /// <summary>Reads the member if it is one of them.</summary>
    public bool Read(ref ResponseReader reader)
    {
        if (reader.Take("TotalCount"u8))
        {
            Total = ReadTotal(ref reader);
        }
        else if (reader.Take("PageNumber"u8))
        {
            _pageNumber = reader.ReadInteger();
        }
        else if (reader.Take("PageSize"u8))
        {
            _pageSize = reader.ReadInteger();
        }
        else if (reader.Take("RequestId"u8))
        {
            RequestId = reader.ReadText();
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>A total that cannot be read is an error: without it, a list that comes up short would count as complete.</summary>
    private static int? ReadTotal(ref ResponseReader reader) => reader.IsNothing
        ? null
        : reader.ReadInteger() is >= 0 and <= int.MaxValue and long total
            ? (int)total
            : throw new ResponseFormatException("The total is not a whole number.");
}
