using Npgsql;

namespace ForeignTransport.Transport.Membership;

/// <summary>Hands a set of addresses to the database as three arrays, for <c>unnest</c>.</summary>
internal static class AddressParameters
{
    public static void AddAddresses(this NpgsqlParameterCollection parameters, IReadOnlyCollection<MemberAddress> addresses)
    {
        parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. addresses.Select(address => address.Host)] });
        parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. addresses.Select(address => address.Port)] });
        parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. addresses.Select(address => address.Uid)] });
    }

    public static void AddText(this NpgsqlParameterCollection parameters, string text) =>
        parameters.Add(new NpgsqlParameter<string> { TypedValue = text });

    public static void AddDuration(this NpgsqlParameterCollection parameters, TimeSpan duration) =>
        parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = duration });
}
