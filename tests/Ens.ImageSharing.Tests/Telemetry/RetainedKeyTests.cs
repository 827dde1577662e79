using System.Net;
using System.Reflection;
using Ens.ImageSharing.Tests.Doubles;
using Microsoft.Extensions.Time.Testing;

namespace Ens.ImageSharing.Tests.Telemetry;

/// <summary>An exception may be kept for long, and be sent elsewhere by tools that serialize all there is: no access key can be reached from it.</summary>
public class RetainedKeyTests
{
    private const string Secret = "a-secret-that-is-not-kept";

    private static readonly EnsAccessKey Key = new("STS.id", Secret, "a-token-that-is-not-kept");

    public static TheoryData<string> Kinds =>
        ["no permission", "expired", "signature", "unreadable", "broken off", "broken error", "mistake", "reset", "key refused twice", "time-out"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task No_access_key_can_be_reached_from_an_exception(string kind)
    {
        FakeTimeProvider time = new();
        StubHandler transport = new((_, _) => kind switch
        {
            "no permission" => Response("""{"Code":"NoPermission","Message":"a-token-that-is-not-kept"}"""),
            "expired" or "key refused twice" => Response("""{"Code":"InvalidSecurityToken.Expired"}"""),
            "signature" => Response("""{"Code":"SignatureDoesNotMatch","Message":"string to sign is:a-token-that-is-not-kept"}"""),
            "unreadable" => Response("nothing", 200),
            "broken off" => Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new BreakingStream()) }),
            "broken error" => Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StreamContent(new BreakingStream()) }),
            "mistake" => throw new InvalidOperationException("mistake"),
            "reset" => throw new HttpRequestException("reset"),
            _ => new TaskCompletionSource<HttpResponseMessage>().Task,
        });
        ScriptedCredentials credentials = kind == "key refused twice"
            ? ScriptedCredentials.Of(Key, new EnsAccessKey("STS.id", Secret, "another-token"))
            : ScriptedCredentials.Of(Key);
        EnsClientOptions options = new() { Endpoint = new Uri("https://ens.emulator.invalid"), MaxRetries = kind == "key refused twice" ? 1 : 0 };
        EnsClient client = new(credentials, options, transport, timeProvider: time);

        Task<ImageSharePage> call = client.DescribeImageSharePermissionAsync("m-1");
        if (kind == "time-out")
        {
            time.Advance(options.AttemptTimeout);
        }

        Exception? exception = await Record.ExceptionAsync(() => call);

        Assert.NotNull(exception);
        Assert.Null(PathToKey(exception));
    }

    [Fact]
    public void The_search_finds_a_key_wherever_it_is()
    {
        EnsAccessKey key = Key;
        EnsException exception = new("m", new InvalidOperationException("n") { Data = { ["k"] = new Func<string?>(() => key.SecurityToken) } });

        Assert.NotNull(PathToKey(exception));
    }

    private static Task<HttpResponseMessage> Response(string body, int status = 400) => Task.FromResult(StubHandler.Response(body, status));

    /// <summary>How a key or its secret is reached through fields; <see langword="null"/> if it is not.</summary>
    private static string? PathToKey(object root)
    {
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance) { root };
        Queue<(object Value, string Path)> open = new([(root, root.GetType().Name)]);
        while (open.TryDequeue(out (object Value, string Path) next))
        {
            if (next.Value is EnsAccessKey || (next.Value is string text && text.Contains(Secret, StringComparison.Ordinal)))
            {
                return next.Path;
            }

            foreach ((object child, string name) in Children(next.Value))
            {
                if (seen.Add(child))
                {
                    open.Enqueue((child, next.Path + "." + name));
                }
            }
        }

        return null;
    }

    private static IEnumerable<(object Child, string Name)> Children(object value)
    {
        // What the platform knows of types and threads leads to everything there is.
        if (value is string or MemberInfo or Assembly or Module or Thread or Pointer || value.GetType().IsPrimitive)
        {
            yield break;
        }

        if (value is Array array)
        {
            foreach (object? item in array)
            {
                if (item is not null)
                {
                    yield return (item, "[]");
                }
            }
        }

        for (Type? type = value.GetType(); type is not null; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsPointer && !field.FieldType.IsByRefLike && field.GetValue(value) is { } child)
                {
                    yield return (child, field.Name);
                }
            }
        }
    }

    private sealed class BreakingStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get; set; }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new IOException("broken");

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
