using System.Globalization;

namespace Ens.ImageSharing.Testing;

/// <summary>What a request asks for.</summary>
internal readonly record struct PageRequest(string ImageId, int Number, int Size, string? AliyunId)
{
    /// <summary>Checks the parameters by the documented rules.</summary>
    /// <returns>Why the request is refused; <see langword="null"/> if it is not.</returns>
    public static Refusal? Read(ReceivedRequest request, int sizeLimit, out PageRequest page)
    {
        page = default;
        if (request.Method is not ("GET" or "POST"))
        {
            return Refusal.UnsupportedMethod;
        }

        if (request.Action != "DescribeImageSharePermission")
        {
            return Refusal.UnknownAction;
        }

        if (request.Version != "2017-11-10")
        {
            return Refusal.UnknownVersion;
        }

        string? imageId = request.Parameter("ImageId");
        if (string.IsNullOrWhiteSpace(imageId))
        {
            return Refusal.MissingParameter;
        }

        if (!TryReadNumber(request.Parameter("PageNumber"), 1, int.MaxValue, out int number))
        {
            return Refusal.InvalidParameter("PageNumber");
        }

        if (!TryReadNumber(request.Parameter("PageSize"), 10, 100, out int size))
        {
            return Refusal.InvalidParameter("PageSize");
        }

        string? aliyunId = request.Parameter("AliyunId");
        if (aliyunId is not null && (aliyunId.Length == 0 || aliyunId.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0))
        {
            return Refusal.InvalidParameter("AliyunId");
        }

        page = new PageRequest(imageId!, number, Math.Min(size, sizeLimit), aliyunId);
        return null;
    }

    private static bool TryReadNumber(string? text, int otherwise, int most, out int number)
    {
        number = otherwise;
        return text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= most);
    }
}
