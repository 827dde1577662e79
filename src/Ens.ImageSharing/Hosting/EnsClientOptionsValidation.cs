using Microsoft.Extensions.Options;

namespace Ens.ImageSharing.Hosting;

/// <summary>Runs the options' own checks when a host starts.</summary>
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
