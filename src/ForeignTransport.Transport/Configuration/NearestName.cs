namespace ForeignTransport.Transport.Configuration;

/// <summary>Finds the name that was meant when a name is not known.</summary>
public static class NearestName
{
    /// <summary>
    /// The candidate fewest keystrokes away (insert, delete, replace, swap neighbours), when it is no further than a third of
    /// the name's length; a more distant guess would mislead more than it helps.
    /// </summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        var nearest = candidates
            .Select(candidate => (Name: candidate, Distance: Distance(name, candidate)))
            .OrderBy(entry => entry.Distance)
            .ThenBy(entry => entry.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return nearest.Name is not null && nearest.Distance <= Math.Max(1, name.Length / 3) ? nearest.Name : null;
    }

    /// <summary>Optimal string alignment distance, ignoring case.</summary>
    internal static int Distance(string left, string right)
    {
        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= right.Length; j++)
            rows[0, j] = j;

        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var replace = rows[i - 1, j - 1] + (Same(left[i - 1], right[j - 1]) ? 0 : 1);
                rows[i, j] = Math.Min(replace, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[left.Length, right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
