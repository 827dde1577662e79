using System.Reflection;

namespace Ens.ImageSharing.Tests.Documentation;

/// <summary>The files of the repository that the tests were built from.</summary>
internal static class Repository
{
    public static readonly string Root = Path.GetFullPath(Path.Combine(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "Samples").Value!, ".."));

    /// <summary>All documents, by their paths from the root.</summary>
    public static IEnumerable<string> Documents => Files("", "*.md", SearchOption.TopDirectoryOnly).Concat(Files("docs", "*.md")).Concat(PackagePages);

    /// <summary>The pages of the packages, by their paths from the root.</summary>
    public static IEnumerable<string> PackagePages => Files("src", "package-readme.md");

    public static string PathOf(string path) => Path.Combine(Root, path);

    public static string Read(string path) => File.ReadAllText(PathOf(path)).ReplaceLineEndings("\n");

    public static IEnumerable<string> Files(string folder, string pattern, SearchOption option = SearchOption.AllDirectories) =>
        Directory.EnumerateFiles(PathOf(folder), pattern, option)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal);
}
