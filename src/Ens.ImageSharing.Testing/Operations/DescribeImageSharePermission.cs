using Ens.ImageSharing.Testing.Answers;
using Ens.ImageSharing.Testing.Images;
using Ens.ImageSharing.Testing.Requests;

namespace Ens.ImageSharing.Testing.Operations;

/// <summary>Lists the accounts that an image is shared with.</summary>
internal sealed class DescribeImageSharePermission : IOperation
{
    private const int DefaultPageSize = 10;
    private const int MaxPageSize = 100;

    public string Action => nameof(DescribeImageSharePermission);

    public EnsEmulatorPermissions Permission => EnsEmulatorPermissions.DescribeImageSharePermission;

    public Answer Run(OperationCall call)
    {
        ParameterReader parameters = call.Parameters;
        string imageId = parameters.Required("ImageId");
        int number = parameters.Number("PageNumber", otherwise: 1);
        int size = Math.Min(parameters.Number("PageSize", DefaultPageSize, MaxPageSize), call.Emulator.PageSizeLimit);
        string? account = parameters.Account("AliyunId");
        if (parameters.Refusal is { } refusal)
        {
            return Answer.Refuse(refusal);
        }

        return call.Images.Use(imageId, image =>
        {
            if (image is null || !call.CanShare(image.Image))
            {
                return Answer.Refuse(Refusal.InvalidParameter("ImageId"));
            }

            List<Holding> all = image.Accounts.SeenAt(call.Emulator.UtcNow);
            bool filtered = account is not null && !call.Has(EnsEmulatorShape.IgnoredFilter);
            List<Holding> listed = filtered ? all.FindAll(holding => holding.Account == account) : all;
            int total = call.Has(EnsEmulatorUnknowns.FilteredTotal) ? listed.Count : all.Count;
            return Answer.Success(Write(call, imageId, number, size, total, call.Page(listed, number, size)));
        });
    }

    private static string Write(OperationCall call, string imageId, int number, int size, int total, Holding[] page) =>
        AnswerWriter.Write(call.Emulator.Shape, json =>
        {
            if (call.Has(EnsEmulatorShape.SuccessCode))
            {
                json.WriteNumber("Code", 0, quoted: false);
            }

            call.WriteFigures(json, number, size, total, call.Has(EnsEmulatorShape.QuotedFigures));
            json.WriteRequestId();
            json.WriteText("ImageId", imageId);
            json.WriteList("Accounts", "Account", page, holding => WriteAccount(json, call, holding.Account));
        });

    private static void WriteAccount(AnswerWriter json, OperationCall call, string account)
    {
        if (call.Has(EnsEmulatorShape.BareIds))
        {
            json.WriteAccount(account);
        }
        else
        {
            json.WriteObject(member => member.WriteAccount(call.Has(EnsEmulatorShape.AliyunId) ? "AliyunId" : "AliyunUid", account));
        }
    }
}
