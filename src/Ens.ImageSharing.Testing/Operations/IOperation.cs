using Ens.ImageSharing.Testing.Answers;

namespace Ens.ImageSharing.Testing.Operations;

/// <summary>An operation of the service.</summary>
internal interface IOperation
{
    string Action { get; }

    EnsEmulatorPermissions Permission { get; }

    Answer Run(OperationCall call);
}
