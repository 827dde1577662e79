using System.Text.Json;

namespace Ens.ImageSharing.Tests.Signing;

/// <summary>The signature vectors: those of the suite, and those of any other file of the same form that ENS_SIGNATURE_VECTORS names.</summary>
public static class SignatureVectors
{
    private static readonly Lazy<IReadOnlyDictionary<string, SignatureVector>> All = new(Load);

    public static TheoryData<string> Of(string scheme) => [.. Names(candidate => candidate == scheme)];

    public static IEnumerable<string> Names(Func<string, bool> scheme) => All.Value.Where(vector => scheme(vector.Value.Scheme)).Select(vector => vector.Key);

    public static SignatureVector Get(string name) => All.Value[name];

    private static Dictionary<string, SignatureVector> Load()
    {
        Dictionary<string, SignatureVector> vectors = [];
        Add(vectors, "", Resources.Read("signatures.json"));
        if (Environment.GetEnvironmentVariable("ENS_SIGNATURE_VECTORS") is { Length: > 0 } file)
        {
            Add(vectors, Path.GetFileName(file) + ": ", File.ReadAllText(file));
        }

        return vectors;
    }

    private static void Add(Dictionary<string, SignatureVector> vectors, string prefix, string json)
    {
        JsonElement root = JsonDocument.Parse(json).RootElement;
        IEnumerable<JsonElement> cases = root.ValueKind == JsonValueKind.Array
            ? root.EnumerateArray()
            : root.EnumerateObject().Where(member => member.Name is "cases" or "publishedVectors" or "vectors").SelectMany(member => member.Value.EnumerateArray());
        foreach (JsonElement vector in cases)
        {
            string name = prefix + vector.GetProperty("name").GetString();
            while (!vectors.TryAdd(name, new SignatureVector(vector)))
            {
                name += "'";
            }
        }
    }
}
