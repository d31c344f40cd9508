using System.Net.Sockets;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Storage.PostgreSql;
using Npgsql;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage.PostgreSql;

public sealed class PostgreSqlFailureSpecs
{
    [Theory]
    [InlineData("FT001", nameof(ErrorCatalogue.ServerFenced), false)]
    [InlineData("57P01", nameof(ErrorCatalogue.DatabaseUnavailable), true)]
    [InlineData("57P02", nameof(ErrorCatalogue.DatabaseUnavailable), true)]
    [InlineData("57P03", nameof(ErrorCatalogue.DatabaseUnavailable), true)]
    [InlineData("25P03", nameof(ErrorCatalogue.DatabaseUnavailable), true)]
    [InlineData("08006", nameof(ErrorCatalogue.DatabaseUnavailable), true)]
    [InlineData("58030", nameof(ErrorCatalogue.DatabaseUnavailable), false)]
    [InlineData("53100", nameof(ErrorCatalogue.DatabaseFull), false)]
    [InlineData("53300", nameof(ErrorCatalogue.DatabaseBusy), false)]
    [InlineData("40001", nameof(ErrorCatalogue.DatabaseBusy), false)]
    [InlineData("40P01", nameof(ErrorCatalogue.DatabaseBusy), false)]
    [InlineData("55P03", nameof(ErrorCatalogue.DatabaseBusy), false)]
    [InlineData("57014", nameof(ErrorCatalogue.DatabaseBusy), false)]
    [InlineData("28P01", nameof(ErrorCatalogue.DatabaseAccessDenied), false)]
    [InlineData("3D000", nameof(ErrorCatalogue.DatabaseAccessDenied), false)]
    [InlineData("42501", nameof(ErrorCatalogue.DatabaseAccessDenied), false)]
    [InlineData("XX001", nameof(ErrorCatalogue.DatabaseDamaged), false)]
    [InlineData("42P01", nameof(ErrorCatalogue.DatabaseFailed), false)]
    [InlineData("23505", nameof(ErrorCatalogue.DatabaseFailed), false)]
    public void should_name_the_failure_in_one_line_when_postgresql_answers_a_code(string state, string name, bool endsSession)
    {
        var failure = new PostgresException("first\nsecond\u0007", "ERROR", "ERROR", state);

        var error = PostgreSqlFailure.Describe(failure);

        Assert.Equal(name, error.Entry.Name);
        Assert.False(error.Entry.IsPermanent);
        Assert.DoesNotContain(error.Detail, char.IsControl);
        Assert.Equal(endsSession, PostgreSqlFailure.HasEndedSession(failure));
    }

    [Fact]
    public void should_tell_slow_from_unreachable_when_the_driver_fails()
    {
        Assert.Equal(ErrorCatalogue.DatabaseBusy, PostgreSqlFailure.Describe(new NpgsqlException("slow", new TimeoutException())).Entry);
        Assert.Equal(ErrorCatalogue.DatabaseUnavailable, PostgreSqlFailure.Describe(new NpgsqlException("gone", new SocketException(111))).Entry);
        Assert.Equal(ErrorCatalogue.DatabaseUnavailable, PostgreSqlFailure.Describe(new SocketException(111)).Entry);
        Assert.Equal(ErrorCatalogue.DatabaseFailed, PostgreSqlFailure.Describe(new InvalidOperationException("defect")).Entry);
    }
}
