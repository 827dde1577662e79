using System.Text;
using System.Text.Json;
using CsCheck;
using Ens.ImageSharing.Wire;

namespace Ens.ImageSharing.Tests.Wire;

/// <summary>Random damage to documented responses: a quick look. The long one, which covers every reader, is <c>.ci/fuzz</c>.</summary>
public class AnswerFuzzTests
{
    private const int Iterations = 5_000;

    private static readonly byte[][] Bodies =
    [
        """
        {"TotalCount":2,"PageSize":100,"RequestId":"A44E","PageNumber":1,"ImageId":"m-5",
         "Accounts":{"Account":[{"AliyunUid":"151528552"},{"AliyunId":197265348438}]}}
        """u8.ToArray(),
        """{"Code":"0","Accounts":["1","2"],"TotalCount":"2"}"""u8.ToArray(),
        """
        {"RequestId":"A","HostId":"h","Code":"NoPermission","Message":"m","Recommend":"r","AccessDeniedDetail":{"AuthAction":"a","PolicyType":null}}
        """u8.ToArray(),
        """
        <Error><RequestId>A</RequestId><Code>SignatureDoesNotMatch</Code>
        <Message>server string to sign is:POST&amp;%2F&amp;SecurityToken%3DABC</Message></Error>
        """u8.ToArray(),
    ];

    /// <summary>A place, and what happens there: a byte changed, a piece cut out, doubled or cut off.</summary>
    private static readonly Gen<(int Body, (double Place, int Kind, byte Value)[] Mutations)> Damage =
        Gen.Select(Gen.Int[0, Bodies.Length - 1], Gen.Select(Gen.Double[0, 1], Gen.Int[0, 4], Gen.Byte).Array[0, 6]);

    [Fact]
    public void A_damaged_page_is_a_page_or_an_error() => Damage.Sample(
        damage =>
        {
            byte[] body = Apply(damage);
            try
            {
                return new DescribeImageShares("m-5").Read(body, "R") is null or { Accounts: not null };
            }
            catch (Exception exception) when (exception is JsonException or ResponseFormatException)
            {
                return true;
            }
        },
        iter: Iterations);

    [Fact]
    public void A_damaged_error_is_an_error_with_its_status() => Damage.Sample(
        damage => ErrorReader.Read(Failed.Attempt(ErrorReader.Decode(Apply(damage)), 400, "a-secret", "a-token"))
            is { StatusCode: System.Net.HttpStatusCode.BadRequest, Message.Length: > 0 },
        iter: Iterations);

    private static byte[] Apply((int Body, (double Place, int Kind, byte Value)[] Mutations) damage)
    {
        List<byte> body = [.. Bodies[damage.Body]];
        foreach ((double place, int kind, byte value) in damage.Mutations)
        {
            int index = (int)(place * Math.Max(0, body.Count - 1));
            int length = Math.Min(value % 16, body.Count - index);
            switch (kind)
            {
                case 0 when body.Count > 0:
                    body[index] = value;
                    break;
                case 1:
                    body.RemoveRange(index, length);
                    break;
                case 2:
                    body.InsertRange(index, body.GetRange(index, length));
                    break;
                case 3:
                    body.RemoveRange(index, body.Count - index);
                    break;
                case 4:
                    body.InsertRange(index, Encoding.UTF8.GetBytes("[]{}\",:0123456789nulltrue"[(value % 20)..]));
                    break;
            }
        }

        return [.. body];
    }
}
