using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Ens.ImageSharing.Signing;

namespace Ens.ImageSharing.Benchmarks;

/// <summary>ACS3 beside the two hashes that nobody can do without.</summary>
[SimpleJob(warmupCount: 5, iterationCount: 15)]
[MemoryDiagnoser]
public class SigningBenchmark
{
    private readonly HeaderField[] _headers =
    [
        new("host", "ens.aliyuncs.com"), new("x-acs-action", "DescribeImageSharePermission"), new("x-acs-content-sha256", Acs3Signature.EmptyPayloadHash), new("x-acs-date", "2026-03-27T00:00:00Z"),
        new("x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d"), new("x-acs-version", "2017-11-10"),
    ];

    private readonly byte[] _secret = Encoding.UTF8.GetBytes("fakesecret");
    private byte[] _canonicalRequest = null!;

    [GlobalSetup]
    public void Prepare() => _canonicalRequest = Encoding.UTF8.GetBytes(Acs3Signature.CanonicalRequest(Request()));

    [Benchmark(Baseline = true)]
    public byte TwoHashes()
    {
        Span<byte> hash = stackalloc byte[32];
        Span<byte> toSign = stackalloc byte[81];
        SHA256.HashData(_canonicalRequest, hash);
        HMACSHA256.HashData(_secret, toSign, hash);
        return hash[0];
    }

    [Benchmark]
    public string Acs3() => Acs3Signature.Authorize(Request(), "FAKEAK", "fakesecret");

    private Acs3Request Request() => new("POST", "/", "ImageId=m-5s7qotzavwbrnzaqh4unm0001&PageNumber=1&PageSize=100", _headers, Acs3Signature.EmptyPayloadHash);
}
