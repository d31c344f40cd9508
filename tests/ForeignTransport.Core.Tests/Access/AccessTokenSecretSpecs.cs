using System.Security.Cryptography;
using ForeignTransport.Core.Access;
using Xunit;

namespace ForeignTransport.Core.Tests.Access;

public class AccessTokenSecretSpecs
{
    private static readonly byte[] Random = [.. Enumerable.Range(0, 32).Select(i => (byte)(i * 7))];

    [Fact]
    public void should_be_a_prefix_and_43_characters_and_stay_so()
    {
        var secret = AccessTokenSecret.Format(Random);

        Assert.Equal("ft_AAcOFRwjKjE4P0ZNVFtiaXB3foWMk5qhqK-2vcTL0tk", secret);
        Assert.True(AccessTokenSecret.TryHash(secret, out var hash));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("ft_AAcOFRwjKjE4P0ZNVFtiaXB3foWMk5qhqK-2vcTL0tk"u8)), hash);
    }

    [Fact]
    public void should_have_another_hash_when_one_bit_differs()
    {
        Assert.True(AccessTokenSecret.TryHash(AccessTokenSecret.Format(Random), out var hash));
        foreach (var bit in Enumerable.Range(0, 256))
        {
            byte[] other = [.. Random];
            other[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(AccessTokenSecret.TryHash(AccessTokenSecret.Format(other), out var otherHash));
            Assert.NotEqual(hash, otherHash);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ft_")]
    [InlineData("AAcOFRwjKjE4P0ZNVFtiaXB3foWMk5qhqK-2vcTL0tk")]
    [InlineData("FT_AAcOFRwjKjE4P0ZNVFtiaXB3foWMk5qhqK-2vcTL0tk")]
    [InlineData("ft_AAcOFRwjKjE4P0ZNVFtiaXB3foWMk5qhqK-2vcTL0t")]
    [InlineData("ft_AAcOFRwjKjE4P0ZNVFtiaXB3foWMk5qhqK-2vcTL0tkA")]
    [InlineData("ft_AAcOFRwjKjE4P0ZNVFtiaXB3foWMk5qhqK+2vcTL0tk")]
    [InlineData("ft_AAcOFRwjKjE4P0ZNVFtiaXB3foWMk5qhqK 2vcTL0tk")]
    [InlineData("ft_AAcOFRwjKjE4P0ZNVFtiaXB3foWMk5qhqKé2vcTL0tk")]
    [InlineData("ft_AAcOFRwjKjE4P0ZNVFtiaXB3foWMk5qhqK-2vcTL0tl")]
    public void should_not_be_a_secret_when_the_form_is_another(string? text) => Assert.False(AccessTokenSecret.TryHash(text, out _));

    [Fact]
    public void should_not_be_made_of_less_than_256_bits() =>
        Assert.Throws<ArgumentException>(() => AccessTokenSecret.Format(Random.AsSpan(1)));
}
