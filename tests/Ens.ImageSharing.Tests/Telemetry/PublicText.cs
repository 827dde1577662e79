using System.Collections;
using System.Reflection;

namespace Ens.ImageSharing.Tests.Telemetry;

/// <summary>Everything that anybody may read of an exception.</summary>
internal static class PublicText
{
    public static IEnumerable<string> Of(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return $"exception {exception}";
            foreach (DictionaryEntry entry in exception.Data)
            {
                yield return $"exception data {entry.Key}={entry.Value}";
            }

            foreach (PropertyInfo property in exception.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                yield return $"exception property {property.Name}={property.GetValue(exception)}";
            }
        }
    }
}
