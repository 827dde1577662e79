using System.Text.RegularExpressions;
using Ens.ImageSharing.Tests.Documentation;
using Mono.Cecil;

namespace Ens.ImageSharing.Tests.Architecture;

/// <summary>A type that uses another one, and the rooms of both.</summary>
internal sealed record Arrow(string From, string To, string User, string Used);

/// <summary>
/// Which room uses which, read from the compiled assembly: base types, members and the bodies of methods. A room is a folder of the sources; the
/// type itself tells it, or, for a public type, the file that declares it.
/// </summary>
internal sealed partial class RoomGraph : IDisposable
{
    public const string Roof = "EnsClient";

    private const string Package = "Ens.ImageSharing";

    private readonly AssemblyDefinition _assembly;
    private readonly Dictionary<string, string> _folders;

    private RoomGraph(AssemblyDefinition assembly, Dictionary<string, string> folders)
    {
        _assembly = assembly;
        _folders = folders;
    }

    /// <summary>The types with a name of their own, without those that the compiler made.</summary>
    public IEnumerable<TypeDefinition> Types => _assembly.MainModule.Types.Where(type => !type.Name.StartsWith('<'));

    public static RoomGraph Read() => new(
        AssemblyDefinition.ReadAssembly(typeof(EnsClient).Assembly.Location),
        Repository.Files("src/" + Package, "*.cs")
            .SelectMany(file => Declaration().Matches(Repository.Read(file)).Select(match => (Name: match.Groups["name"].Value, File: file)))
            .GroupBy(declared => declared.Name, declared => declared.File, StringComparer.Ordinal)
            .ToDictionary(files => files.Key, files => RoomOfFile(files.MaxBy(file => IsMainFile(file, files.Key))!), StringComparer.Ordinal));

    /// <summary>The top folder of a source file; the roof for those that stand in none.</summary>
    public static string RoomOfFile(string file) => file.Split('/') is [_, _, { } folder, _, ..] ? folder : Roof;

    /// <summary>All arrows between different rooms.</summary>
    public IEnumerable<Arrow> Arrows() =>
        from type in _assembly.MainModule.GetTypes()
        let user = Outermost(type)
        where !user.Name.StartsWith('<')
        from used in Used(type).SelectMany(Parts).OfType<TypeDefinition>().Select(Outermost).Distinct()
        where !used.Name.StartsWith('<') && RoomOf(user) != RoomOf(used)
        select new Arrow(RoomOf(user), RoomOf(used), user.Name, used.Name);

    public string RoomOf(TypeDefinition type) =>
        type.Namespace.StartsWith(Package + ".", StringComparison.Ordinal) ? type.Namespace[(Package.Length + 1)..] : FolderOf(type);

    /// <summary>The folder whose file declares the type; of several files, that with the name of the type.</summary>
    public string FolderOf(TypeDefinition type) => _folders[type.Name.Split('`')[0]];

    public void Dispose() => _assembly.Dispose();

    private static bool IsMainFile(string file, string type) => Path.GetFileNameWithoutExtension(file) == type;

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is null ? type : Outermost(type.DeclaringType);

    private static IEnumerable<TypeReference?> Used(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(implemented => implemented.InterfaceType),
        .. type.Fields.Select(field => field.FieldType),
        .. type.GenericParameters.SelectMany(Constraints),
        .. type.Methods.SelectMany(Signature),
        .. type.Methods.Where(method => method.HasBody).SelectMany(Body),
    ];

    private static IEnumerable<TypeReference?> Signature(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method.GenericParameters.SelectMany(Constraints),
    ];

    private static IEnumerable<TypeReference?> Constraints(GenericParameter parameter) =>
        parameter.Constraints.Select(constraint => constraint.ConstraintType);

    private static IEnumerable<TypeReference?> Body(MethodDefinition method) =>
    [
        .. method.Body.Variables.Select(variable => variable.VariableType),
        .. method.Body.ExceptionHandlers.Select(handler => handler.CatchType),
        .. method.Body.Instructions.SelectMany(instruction => instruction.Operand switch
        {
            TypeReference type => [type],
            FieldReference field => [field.DeclaringType, field.FieldType],
            GenericInstanceMethod call => [call.DeclaringType, call.ReturnType, .. call.GenericArguments],
            MethodReference call => [call.DeclaringType, call.ReturnType],
            _ => Array.Empty<TypeReference>(),
        }),
    ];

    /// <summary>A type and what it is made of: elements of arrays and references, arguments of generics.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };

    [GeneratedRegex(
        @"^(public|internal) [a-z ]*\b(class|struct|interface|enum|record|delegate [\w<>?]+) (?<name>[A-Z]\w*)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Declaration();
}
