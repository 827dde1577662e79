using System.Net;

namespace Ens.ImageSharing.Tests.Client;

/// <summary>The exceptions as tests of an application build them, and what their codes mean.</summary>
public class ExceptionTests
{
    /// <summary>Every kind of error, by each of its public constructors.</summary>
    public static TheoryData<Type> Kinds =>
    [
        .. typeof(EnsException).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(EnsException)) && !type.IsAbstract),
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_exception_has_the_three_usual_constructors(Type kind)
    {
        IOException cause = new();

        Assert.Contains(kind.FullName!, Create(kind).Message, StringComparison.Ordinal);
        Assert.Equal(("m", (Exception?)null), (Create(kind, "m").Message, Create(kind, "m").InnerException));
        Assert.Equal(("m", (Exception?)cause), (Create(kind, "m", cause).Message, Create(kind, "m", cause).InnerException));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_exception_that_a_test_built_claims_nothing(Type kind)
    {
        EnsException exception = Create(kind, "m");

        Assert.Equal((null, null, null, 0, false), (exception.StatusCode, exception.ErrorCode, exception.PageNumber, exception.Attempts, exception.IsTransient));
        Assert.False(exception.Is(EnsErrorCodes.Throttling) || exception.Is(EnsErrorCodes.InvalidParameterField));
    }

    [Fact]
    public void A_test_can_build_an_exception_that_its_program_handles()
    {
        EnsException exception = new EnsThrottlingException("slow down")
        {
            StatusCode = HttpStatusCode.BadRequest,
            ErrorCode = EnsErrorCodes.ThrottlingUser,
            Attempts = 4,
            RetryAfter = TimeSpan.FromSeconds(3),
        };

        Assert.True(exception is EnsThrottlingException { RetryAfter.TotalSeconds: 3 } && exception.Is(EnsErrorCodes.Throttling));
    }

    [Theory]
    [InlineData("Throttling", "Throttling", true)]
    [InlineData("Throttling.User", "Throttling", true)]
    [InlineData("ThrottlingUser", "Throttling", false)]
    [InlineData("Throttling", "Throttling.User", false)]
    [InlineData("throttling", "Throttling", false)]
    [InlineData(null, "Throttling", false)]
    [InlineData("InvalidParameter.PageSize", EnsErrorCodes.InvalidParameter, true)]
    [InlineData("InvalidParameter.PageSize", EnsErrorCodes.InvalidParameterField, true)]
    [InlineData("InvalidParameter", EnsErrorCodes.InvalidParameterField, false)]
    public void An_error_is_its_code_or_a_dotted_child(string? code, string asked, bool expected) =>
        Assert.Equal(expected, new EnsException { ErrorCode = code }.Is(asked));

    [Fact]
    public void An_error_is_compared_with_a_code() => Assert.ThrowsAny<ArgumentException>(() => new EnsException().Is(" "));

    [Theory]
    [InlineData("MissingParameter")]
    [InlineData("NoPermission")]
    [InlineData("InvalidParameter")]
    [InlineData("InvalidParameter.%s")]
    [InlineData("ens.interface.error")]
    [InlineData("CallInterface")]
    public void Every_documented_code_has_a_constant(string code) =>
        Assert.Contains(code, typeof(EnsErrorCodes).GetFields().Select(field => field.GetRawConstantValue()));

    private static EnsException Create(Type kind, params object[] arguments) => (EnsException)Activator.CreateInstance(kind, arguments)!;
}
