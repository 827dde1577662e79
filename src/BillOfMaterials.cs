using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Serialization.Json;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Writes what a package depends on, as it was resolved, as a CycloneDX document. It contains no time and no path, and its serial number
/// is a hash of the rest, so that packing one commit twice gives the same bytes. Compiled and run by the build, see
/// Directory.Build.targets.
/// </summary>
public sealed class WriteBillOfMaterials : Task
{
    private readonly SortedDictionary<string, Component> _components = new SortedDictionary<string, Component>(StringComparer.Ordinal);

    [Required]
    public string AssetsFile { get; set; }

    [Required]
    public string PackageId { get; set; }

    [Required]
    public string PackageVersion { get; set; }

    [Required]
    public string License { get; set; }

    [Required]
    public string OutputFile { get; set; }

    public override bool Execute()
    {
        XElement assets = Read(AssetsFile);
        Component package = new Component(PackageId, PackageVersion, License);
        HashSet<string> ownUse = new HashSet<string>(
            from framework in Members(Member(Member(assets, "project"), "frameworks"))
            from dependency in Members(Member(framework, "dependencies"))
            where Text(dependency, "suppressParent") == "All" || Text(dependency, "autoReferenced") == "true"
            select Name(dependency));

        foreach (XElement target in Members(Member(assets, "targets")))
        {
            Dictionary<string, XElement> resolved = Members(target)
                .ToDictionary(library => Name(library).Split('/')[0], StringComparer.OrdinalIgnoreCase);
            foreach (XElement direct in Members(Member(Member(assets, "projectFileDependencyGroups"), Name(target))))
            {
                string name = direct.Value.Split(' ')[0];
                if (!ownUse.Contains(name))
                {
                    package.DependsOn.Add(Visit(name, resolved, assets));
                }
            }
        }

        File.WriteAllText(OutputFile, Document(package));
        return true;
    }

    private string Visit(string name, Dictionary<string, XElement> resolved, XElement assets)
    {
        XElement library = resolved[name];
        string key = Name(library);
        string license = Text(library, "type") == "project" ? License : LicenseOf(key, assets);
        Component component = new Component(key.Split('/')[0], key.Split('/')[1], license);
        if (!_components.TryGetValue(component.Address, out Component known))
        {
            _components.Add(component.Address, known = component);
        }

        // Once for each framework: the same version may depend on more for one of them.
        foreach (string dependency in Members(Member(library, "dependencies")).Select(Name).Where(resolved.ContainsKey))
        {
            known.DependsOn.Add(Visit(dependency, resolved, assets));
        }

        return known.Address;
    }

    private static string LicenseOf(string key, XElement assets)
    {
        XElement library = Member(Member(assets, "libraries"), key);
        string nuspec = Members(Member(library, "files")).Select(file => file.Value)
            .Single(file => file.EndsWith(".nuspec", StringComparison.Ordinal));
        string path = Members(Member(assets, "packageFolders"))
            .Select(folder => Path.Combine(Name(folder), Text(library, "path"), nuspec))
            .First(File.Exists);
        return XDocument.Load(path).Descendants()
            .Where(element => element.Name.LocalName == "license" && (string)element.Attribute("type") == "expression")
            .Select(element => element.Value).FirstOrDefault();
    }

    private string Document(Component package)
    {
        string content = Content(package);
        return $$"""
            {
              "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
              "bomFormat": "CycloneDX",
              "specVersion": "1.6",
              "serialNumber": "urn:uuid:{{NameBasedId(content)}}",
              "version": 1,
            {{content}}
            }

            """.Replace("\r", "");
    }

    private string Content(Component package)
    {
        IEnumerable<string> components = _components.Values.Select(component => component.ToJson());
        IEnumerable<string> dependencies = new[] { package }.Concat(_components.Values).Select(component => component.DependenciesToJson());
        return $$"""
              "metadata": {
                "component": {{package.ToJson()}}
              },
              "components": [
                {{string.Join(",\n    ", components)}}
              ],
              "dependencies": [
                {{string.Join(",\n    ", dependencies)}}
              ]
            """.Replace("\r", "");
    }

    private static string NameBasedId(string content)
    {
        using (SHA256 sha256 = SHA256.Create())
        {
            string hash = string.Concat(sha256.ComputeHash(Encoding.UTF8.GetBytes(content)).Select(value => value.ToString("x2")));

            // Marked as a name-based UUID of the common variant.
            string version = "5" + hash.Substring(12, 3), variant = "8" + hash.Substring(15, 3);
            return $"{hash.Substring(0, 8)}-{hash.Substring(8, 4)}-{version}-{variant}-{hash.Substring(18, 12)}";
        }
    }

    // JSON as XML: the task gets by with what every MSBuild has.
    private static XElement Read(string file)
    {
        using (XmlReader reader = JsonReaderWriterFactory.CreateJsonReader(File.ReadAllBytes(file), XmlDictionaryReaderQuotas.Max))
        {
            return XElement.Load(reader);
        }
    }

    private static string Name(XElement member) => (string)member.Attribute("item") ?? member.Name.LocalName;

    private static IEnumerable<XElement> Members(XElement parent) => parent?.Elements() ?? Enumerable.Empty<XElement>();

    private static XElement Member(XElement parent, string name) => Members(parent).FirstOrDefault(member => Name(member) == name);

    private static string Text(XElement parent, string name) => Member(parent, name)?.Value;

    private static string Quoted(string text)
    {
        StringBuilder quoted = new StringBuilder("\"");
        foreach (char character in text)
        {
            bool isEscaped = character < ' ' || character == '"' || character == '\\';
            quoted.Append(isEscaped ? $"\\u{(int)character:x4}" : character.ToString());
        }

        return quoted.Append('"').ToString();
    }

    private sealed class Component
    {
        private readonly string _name;
        private readonly string _version;
        private readonly string _license;

        public Component(string name, string version, string license)
        {
            _name = name;
            _version = version;
            _license = license;
        }

        public string Address => $"pkg:nuget/{_name}@{_version}";

        public SortedSet<string> DependsOn { get; } = new SortedSet<string>(StringComparer.Ordinal);

        public string ToJson()
        {
            string[] members =
            {
                "\"type\": \"library\"",
                $"\"bom-ref\": {Quoted(Address)}",
                $"\"name\": {Quoted(_name)}",
                $"\"version\": {Quoted(_version)}",
                $"\"purl\": {Quoted(Address)}",
            };
            string licenses = _license is null ? "" : $", \"licenses\": [{{ \"expression\": {Quoted(_license)} }}]";
            return $"{{ {string.Join(", ", members)}{licenses} }}";
        }

        public string DependenciesToJson() =>
            $"{{ \"ref\": {Quoted(Address)}, \"dependsOn\": [{string.Join(", ", DependsOn.Select(Quoted))}] }}";
    }
}
