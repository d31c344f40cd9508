using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ForeignTransport.Transport.Serialization;
using Google.Protobuf;
using Xunit;
using Categorizer = ForeignTransport.Transport.Serialization.Protocol.Categorizer;
using Organization = ForeignTransport.Transport.Serialization.Protocol.Organization;

namespace ForeignTransport.Transport.Tests.Serialization;

/// <summary>Bytes that nobody of us wrote, or that were damaged on their way, are read as something or refused; nothing else happens.</summary>
[Properties(Arbitrary = [typeof(HostileBytesProperties)], Replay = "(20261123,41)", MaxTest = 10_000)]
public class HostileBytesProperties(Serializers serializers) : IClassFixture<Serializers>
{
    [Property]
    public void should_read_or_refuse_damaged_bytes(DamagedBytes damaged)
    {
        var bytes = serializers.Transport.ToBinary(SerializedSamples.All[damaged.Sample]);
        foreach (var (position, value) in damaged.Changes)
        {
            bytes[position % bytes.Length] = value;
        }

        ReadOrRefuse(bytes[..(bytes.Length - (damaged.Cut % bytes.Length))], damaged.Sample);
    }

    [Property]
    public void should_read_or_refuse_any_bytes(ForeignBytes foreign) => ReadOrRefuse(foreign.Bytes, foreign.Sample);

    public static Arbitrary<DamagedBytes> Damaged() =>
        (from sample in Sample()
         from count in Gen.Choose(0, 4)
         from changes in Gen.ArrayOf(from position in Gen.Choose(0, 10_000) from value in Byte() select (position, value), count)
         from cut in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 10_000))
         select new DamagedBytes(sample, changes, cut)).ToArbitrary();

    public static Arbitrary<ForeignBytes> Foreign() =>
        (from sample in Sample()
         from count in Gen.Choose(0, 60)
         from bytes in Gen.ArrayOf(Byte(), count)
         select new ForeignBytes(sample, bytes)).ToArbitrary();

    private void ReadOrRefuse(byte[] bytes, string sample)
    {
        var refusal = Record.Exception(() => Read(serializers.Transport.FromBinary(bytes, SerializedSamples.ManifestOf(sample))));

        Assert.True(
            refusal is null or InvalidDataException or InvalidProtocolBufferException, $"{sample} {Convert.ToHexString(bytes)}: {refusal}");
    }

    // A snapshot is read by its owner.
    private static object Read(object value) => value switch
    {
        Categorizer.CategorizerSnapshot snapshot => CategorizerSnapshotMapping.FromWire(snapshot),
        Organization.OrganizationSnapshot snapshot => OrganizationMapping.FromWire(snapshot),
        _ => value
    };

    private static Gen<string> Sample() => Gen.Elements<string>([.. SerializedSamples.All.Keys]);

    private static Gen<byte> Byte() => Gen.Choose(0, 255).Select(value => (byte)value);
}

/// <summary>A sample whose bytes were changed at some places and cut at the end.</summary>
public sealed record DamagedBytes(string Sample, (int Position, byte Value)[] Changes, int Cut);

/// <summary>Bytes under the manifest of a sample.</summary>
public sealed record ForeignBytes(string Sample, byte[] Bytes);
