using Ens.ImageSharing.Testing.Answers;
using Ens.ImageSharing.Testing.Images;
using Ens.ImageSharing.Testing.Requests;

namespace Ens.ImageSharing.Testing.Operations;

/// <summary>Adds accounts to those that an image is shared with, and removes one.</summary>
internal sealed class ModifyImageSharePermission : IOperation
{
    public string Action => nameof(ModifyImageSharePermission);

    public EnsEmulatorPermissions Permission => EnsEmulatorPermissions.ModifyImageSharePermission;

    public Answer Run(OperationCall call)
    {
        ParameterReader parameters = call.Parameters;
        string imageId = parameters.Required("ImageId");
        string[] added = parameters.Accounts("AddAccounts");
        string? removed = parameters.Account("RemoveAccounts");
        Refusal? refusal = parameters.Refusal
            ?? CheckLists(call, added, removed)
            ?? call.Images.Use(imageId, image => CheckImage(call, image) ?? Change(call, image!.Accounts, added, removed));
        return refusal is not null
            ? Answer.Refuse(refusal)
            : Answer.Success(AnswerWriter.Write(call.Emulator.Shape, json => json.WriteRequestId()));
    }

    private static Refusal? CheckLists(OperationCall call, string[] added, string? removed)
    {
        if (added.Length == 0 && removed is null)
        {
            return call.Has(EnsEmulatorUnknowns.NothingToChangeFails) ? Refusal.MissingParameter : null;
        }

        bool both = added.Length > 0 && removed is not null;
        return both && call.Has(EnsEmulatorUnknowns.OneChangePerCall) ? Refusal.InvalidParameter("RemoveAccounts") : null;
    }

    private static Refusal? CheckImage(OperationCall call, StoredImage? image)
    {
        if (image is null)
        {
            return Refusal.InvalidParameter("ImageId");
        }

        if (!call.CanShare(image.Image))
        {
            return Refusal.UnsupportedImageType;
        }

        bool available = image.Image.Status is null or "Available";
        return !available && call.Has(EnsEmulatorUnknowns.UnavailableImagesFail) ? Refusal.InvalidParameter("ImageId") : null;
    }

    private static Refusal? Change(OperationCall call, AccountList accounts, string[] added, string? removed)
    {
        // Both halves are checked before either is made, each against what the other leaves if it comes first.
        bool removesFirst = call.Has(EnsEmulatorUnknowns.RemovesFirst);
        AccountAddition addition = new(call, accounts, added, removedBefore: removesFirst ? removed : null);
        bool absent = removed is not null && !accounts.Contains(removed) && (removesFirst || !addition.Accounts.Contains(removed));
        Refusal? removal = absent && call.Has(EnsEmulatorUnknowns.RemovingAbsentFails) ? Refusal.InvalidParameter("RemoveAccounts") : null;
        Refusal? refusal = addition.Refusal ?? removal;
        if (refusal is not null && !call.Has(EnsEmulatorUnknowns.PartialChanges))
        {
            return refusal;
        }

        DateTimeOffset seenAt = call.Emulator.NextChangeSeenAt;
        string[] gone = removed is not null && removal is null ? [removed] : [];
        accounts.Remove(removesFirst ? gone : [], seenAt);
        accounts.Add(addition.Accounts, seenAt);
        accounts.Remove(removesFirst ? [] : gone, seenAt);
        return refusal;
    }
}
