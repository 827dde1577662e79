namespace Ens.ImageSharing.Tool.Reports;

/// <summary>The verdict on an image as a whole.</summary>
internal enum ImageVerdict
{
    Clean,
    Differs,
    Unread,
}
