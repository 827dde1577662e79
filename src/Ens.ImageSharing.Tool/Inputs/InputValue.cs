namespace Ens.ImageSharing.Tool.Inputs;

/// <summary>A value of a file, and where it starts.</summary>
internal readonly record struct InputValue(string Text, int Offset);
