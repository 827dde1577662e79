using Microsoft.Extensions.Options;

namespace Ens.ImageSharing;

/// <summary>The options' own checks, for a host that starts.</summary>
internal sealed class EnsClientOptionsValidation : IValidateOptions<EnsClientOptions>
{
    public ValidateOptionsResult Validate(string? name, EnsClientOptions options)
    {
        try
        {
            options.Validate();
            return ValidateOptionsResult.Success;
        }
        catch (ArgumentException exception)
        {
            return ValidateOptionsResult.Fail(exception.Message);
        }
    }
}
