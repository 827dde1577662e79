using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ens.ImageSharing.Testing;

/// <summary>Writes the bodies of answers.</summary>
internal static class AnswerWriter
{
    /// <summary>A page in one of the shapes.</summary>
    public static string Page(string imageId, int pageNumber, int pageSize, int total, string[] accounts, EnsEmulatorShape shape)
    {
        return Write(json =>
        {
            if (shape.HasFlag(EnsEmulatorShape.SuccessCode))
            {
                json.WriteNumber(Name("Code", shape), 0);
            }

            if (!shape.HasFlag(EnsEmulatorShape.NoTotalCount))
            {
                WriteFigure(json, "TotalCount", total, shape);
            }

            WriteFigure(json, "PageSize", pageSize, shape);
            json.WriteString(Name("RequestId", shape), NewRequestId());
            WriteFigure(json, "PageNumber", pageNumber, shape);
            json.WriteString(Name("ImageId", shape), imageId);
            WriteAccounts(json, accounts, shape);
        });
    }

    public static string Error(Refusal refusal) => Write(json =>
    {
        json.WriteString("RequestId", NewRequestId());
        json.WriteString("HostId", "ens.emulator");
        json.WriteString("Code", refusal.Code);
        json.WriteString("Message", refusal.Message);
        json.WriteString("Recommend", "https://api.aliyun.com/troubleshoot?q=" + Uri.EscapeDataString(refusal.Code));
    });

    private static void WriteAccounts(Utf8JsonWriter json, string[] accounts, EnsEmulatorShape shape)
    {
        if (accounts.Length == 0 && shape.HasFlag(EnsEmulatorShape.NoEmptyAccounts))
        {
            return;
        }

        string list = Name("Accounts", shape);
        if (!shape.HasFlag(EnsEmulatorShape.FlatAccounts))
        {
            json.WriteStartObject(list);
            list = Name("Account", shape);
        }

        json.WritePropertyName(list);
        bool single = accounts.Length == 1 && shape.HasFlag(EnsEmulatorShape.SingleAccount) && !shape.HasFlag(EnsEmulatorShape.FlatAccounts);
        if (!single)
        {
            json.WriteStartArray();
        }

        foreach (string account in accounts)
        {
            WriteAccount(json, account, shape);
        }

        if (!single)
        {
            json.WriteEndArray();
        }

        if (!shape.HasFlag(EnsEmulatorShape.FlatAccounts))
        {
            json.WriteEndObject();
        }
    }

    private static void WriteAccount(Utf8JsonWriter json, string account, EnsEmulatorShape shape)
    {
        bool bare = shape.HasFlag(EnsEmulatorShape.BareIds);
        if (!bare)
        {
            json.WriteStartObject();
            json.WritePropertyName(Name(shape.HasFlag(EnsEmulatorShape.AliyunId) ? "AliyunId" : "AliyunUid", shape));
        }

        bool digits = account.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 && !account.StartsWith('0');
        if (digits && shape.HasFlag(EnsEmulatorShape.NumberIds))
        {
            json.WriteRawValue(account);
        }
        else
        {
            json.WriteStringValue(account);
        }

        if (!bare)
        {
            json.WriteEndObject();
        }
    }

    private static void WriteFigure(Utf8JsonWriter json, string name, int value, EnsEmulatorShape shape)
    {
        if (shape.HasFlag(EnsEmulatorShape.QuotedFigures))
        {
            json.WriteString(Name(name, shape), value.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            json.WriteNumber(Name(name, shape), value);
        }
    }

    private static string Name(string name, EnsEmulatorShape shape) =>
        shape.HasFlag(EnsEmulatorShape.CamelCase) ? char.ToLowerInvariant(name[0]) + name[1..] : name;

    private static string NewRequestId() => Guid.NewGuid().ToString("D").ToUpperInvariant();

    private static string Write(Action<Utf8JsonWriter> members)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
