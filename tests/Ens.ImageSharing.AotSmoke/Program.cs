using Ens.ImageSharing.AotSmoke;

// Each check says what it is about when it fails; 0 only if every answer is right.
Checks checks = new();
await checks.RunAsync("schemes", Scenarios.SchemesAsync);
await checks.RunAsync("pages", Scenarios.PagesAsync);
await checks.RunAsync("images and proven lists", Scenarios.ImagesAsync);
await checks.RunAsync("changes", Scenarios.ChangesAsync);
await checks.RunAsync("audit, plan, apply and undo", GovernanceScenario.RunAsync);
await checks.RunAsync("errors", Scenarios.ErrorsAsync);
await checks.RunAsync("retries", Scenarios.RetriesAsync);
await checks.RunAsync("cancellation", Scenarios.CancellationAsync);
await checks.RunAsync("configuration from a file", Scenarios.ConfigurationAsync);
await checks.RunAsync("configuration that is wrong", Scenarios.WrongConfigurationAsync);
await checks.RunAsync("credentials", Scenarios.CredentialsAsync);
await checks.RunAsync("telemetry", Scenarios.TelemetryAsync);
return checks.Report();
