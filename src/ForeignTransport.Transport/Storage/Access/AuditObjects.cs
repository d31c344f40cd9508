using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Text;
using ForeignTransport.Core.Access;

namespace ForeignTransport.Transport.Storage.Access;

/// <summary>The objects of an act as <c>audit_log</c> keeps them: for people, and for searching. Several keys stand in one column, each between two ends of line.</summary>
internal static class AuditObjects
{
    private const int MostText = 1000;

    /// <summary>Characters of keys: an act on more objects than this has room for is found by the first ones.</summary>
    private const int MostKeys = 1 << 20;

    private const char Mark = '\n';

    /// <summary>The names, for people.</summary>
    public static string Shown(ImmutableArray<AuditObject> objects) =>
        StoredText.Of(string.Join(", ", objects.Take(MostText).Select(changed => changed.Name.Length == 0 ? changed.Kind : changed.Name)), MostText);

    /// <summary>What the act is found by: the names before and after, and the identity that was given.</summary>
    public static string Key(AuditOutcome outcome, string given)
    {
        string[] keys =
        [
            .. outcome.Objects.SelectMany(changed => new[] { changed.Name, changed.FormerName })
                .Prepend(given)
                .Concat(outcome.FoundBy)
                .OfType<string>()
                .Select(Line)
                .Where(key => key.Length > 0)
                .Distinct()
        ];
        if (keys.Length <= 1)
        {
            return keys.FirstOrDefault() ?? "";
        }

        var all = new StringBuilder().Append(Mark);
        foreach (var key in keys.TakeWhile(key => all.Length + key.Length < MostKeys))
        {
            all.Append(key).Append(Mark);
        }

        return all.ToString();
    }

    /// <summary>The condition that one of the objects of a row is one of these.</summary>
    public static Expression<Func<AuditRow, bool>> Among(ImmutableArray<string> names)
    {
        List<string> keys = [.. names.Select(AccessDatabase.Key)];
        Expression<Func<AuditRow, bool>> one = row => keys.Contains(row.ObjectKey);
        var row = one.Parameters[0];
        var any = one.Body;
        foreach (var name in names)
        {
            var marked = $"{Mark}{Line(name)}{Mark}";
            Expression<Func<AuditRow, bool>> among = other => other.ObjectKey.Contains(marked);
            any = Expression.OrElse(any, new Renaming(among.Parameters[0], row).Visit(among.Body));
        }

        return Expression.Lambda<Func<AuditRow, bool>>(any, row);
    }

    private static string Line(string name) => AccessDatabase.Key(name).Replace(Mark, ' ');

    private sealed class Renaming(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
