using System.Globalization;

namespace Ens.ImageSharing.Tests.Images;

[Collection("alone")]
public class ManyImagesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public async Task Ten_thousand_images_are_read_in_flat_memory(int pagesInFlight)
    {
        const int Count = 10_000;
        using EnsEmulator emulator = new();
        for (int number = 0; number < Count; number++)
        {
            emulator.AddImage(new EnsImage(Id(number)) { ImageName = Id(number), OwnerAlias = "self", Status = "Available", RegionId = "cn-shenzhen" });
        }

        emulator.RequestLimit = 0;
        emulator.Options.PagesInFlight = pagesInFlight;
        int count = 0;
        long mostUsed = 0;
        long before = GC.GetTotalMemory(forceFullCollection: true);

        await foreach (EnsImage image in emulator.Client().ListImagesAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            Assert.Equal(Id(count), image.ImageId);
            if (++count % 2_500 == 0)
            {
                mostUsed = Math.Max(mostUsed, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        // All images at once would be 5 MB.
        Assert.Equal(Count, count);
        Assert.InRange(mostUsed, long.MinValue, 2_000_000);
    }

    private static string Id(int number) => "m-5s7qotzavwbrnzaqh4unm" + number.ToString("D5", CultureInfo.InvariantCulture);
}
