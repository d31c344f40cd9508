using System.Globalization;
using ForeignTransport.Core.Errors;
using Microsoft.Data.Sqlite;

namespace ForeignTransport.Transport.Storage.Sqlite;

/// <summary>
/// The number of partitions that a database is divided into. A message's id says its partition by this number: started with another one,
/// a server would look for its messages where they are not, and take claimed files in a second time.
/// </summary>
/// <remarks>
/// It is kept beside the content, whose absence is what shows that all queues are empty: content is released only after the last outcome
/// of its message is journaled.
/// </remarks>
internal static class StoredPartitionCount
{
    /// <summary>Notes the number on first use, finds it unchanged, or changes it while nothing depends on it.</summary>
    /// <param name="contentFile">The message store's file, with its schema.</param>
    /// <param name="count">The number that is configured.</param>
    /// <param name="submissionDirectories">Where files that were claimed under the old number would be.</param>
    /// <returns>Why the server must not start; null when it may.</returns>
    /// <exception cref="MessageStoreException">The file cannot be read or written.</exception>
    public static TransportError? Settle(string contentFile, int count, IReadOnlyList<string> submissionDirectories)
    {
        try
        {
            using var connection = SqliteConnections.Open(contentFile, TimeSpan.FromSeconds(5));
            connection.Execute("CREATE TABLE IF NOT EXISTS partition_count (count INTEGER NOT NULL)");
            if (connection.Scalar("SELECT count FROM partition_count") is not long stored)
            {
                connection.Execute(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO partition_count VALUES ({count})"));
                return null;
            }

            if (stored == count)
            {
                return null;
            }

            if (WhatDependsOnIt(connection, submissionDirectories) is { } obstacle)
            {
                return ErrorCatalogue.PartitionCountChanged.With(string.Create(
                    CultureInfo.InvariantCulture, $"cluster.partitions is {count}, the database has {stored}, and {obstacle}"));
            }

            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"UPDATE partition_count SET count = {count}"));
            return null;
        }
        catch (SqliteException failure)
        {
            throw SqliteFailure.Translate(failure, contentFile);
        }
    }

    private static string? WhatDependsOnIt(SqliteConnection connection, IReadOnlyList<string> submissionDirectories)
    {
        if ((long)connection.Scalar("SELECT EXISTS (SELECT 1 FROM message_content)")! != 0)
        {
            return "messages are queued";
        }

        return ClaimedFiles.FindDirectory(submissionDirectories) is { } directory ? $"{directory} holds claimed files" : null;
    }
}
