using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Recipients;
using FsCheck.Xunit;
using Xunit;
using static ForeignTransport.Core.Tests.Recipients.Directories;

namespace ForeignTransport.Core.Tests.Recipients;

/// <summary>What holds for every directory, however its groups, contacts and forwardings point to one another.</summary>
public class RecipientResolutionProperties
{
    private const int Names = 9;

    [Property(MaxTest = 1000, Replay = "(20261127,31)")]
    public void should_end_with_one_fate_for_each_recipient_of_the_envelope(int[] shapes, byte[] envelope)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        ArgumentNullException.ThrowIfNull(envelope);
        var organization = With([.. Enumerable.Range(0, Names).Select(number => Shape(number, number < shapes.Length ? shapes[number] : number))]);
        EnvelopeRecipient[] recipients = [.. envelope.Take(20).Select(choice => new EnvelopeRecipient($"{Name(choice % (Names + 2))}@contoso.com"))];
        var message = new ResolutionRequest("sender@elsewhere.example", recipients, 1000);

        var resolution = RecipientResolution.Resolve(message, organization);

        if (resolution is null)
        {
            return;
        }

        var positions = resolution.Rewritten.Select(item => item.Position)
            .Concat(resolution.Expanded.Select(item => item.Position))
            .Concat(resolution.Failed.Select(item => item.Position)).ToList();
        Assert.Equal(positions.Count, positions.Distinct().Count());
        Assert.All(positions, position => Assert.InRange(position, 0, recipients.Length - 1));

        // Nobody gets the message twice.
        var untouched = Enumerable.Range(0, recipients.Length).Except(positions).Select(position => recipients[position].Address);
        string[] final =
        [
            .. untouched.Where(address => organization.Recipients.TryFind(address, out _)),
            .. resolution.Rewritten.Select(item => item.Recipient.Address),
            .. resolution.Appended.Where(item => item.Failure is null).Select(item => item.Recipient.Address)
        ];
        Assert.Equal(final.Length, final.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(resolution.Rewritten, item => Assert.NotNull(item.Recipient.OriginalRecipient));

        // A second time it is the same.
        var again = RecipientResolution.Resolve(message, organization)!;
        Assert.True(resolution.Appended.SequenceEqual(again.Appended));
        Assert.True(resolution.Expanded.SequenceEqual(again.Expanded));
    }

    [Fact]
    public void should_end_when_a_chain_is_as_long_as_the_directory()
    {
        const int Length = 20_000;
        var organization = With(
        [
            .. Enumerable.Range(0, Length).Select(number => Group($"g{number}", $"g{(number + 1) % Length}", $"c{number}")),
            .. Enumerable.Range(0, Length).Select(number => Contact($"c{number}", $"c{(number + 1) % Length}@contoso.com"))
        ]);

        var resolution = RecipientResolution.Resolve(
            new ResolutionRequest("sender@elsewhere.example", [new EnvelopeRecipient("g0@contoso.com")], 1000),
            With([.. organization.Recipients.All.Where(recipient => recipient.IsGroup || recipient.Name != "c19999"), Contact("c19999", "FAX:1")]))!;

        Assert.Equal("IMCEAFAX-1@contoso.com", Assert.Single(resolution.Appended).Recipient.Address);
    }

    private static string Name(int number) => $"r{number}";

    private static Recipient Shape(int number, int choice)
    {
        var (kind, first, second) = (Math.Abs(choice % 5), Name(Math.Abs(choice / 5 % Names)), Name(Math.Abs(choice / 45 % Names)));
        return kind switch
        {
            0 => Contact(Name(number), $"FAX:{number}"),
            1 => Contact(Name(number), $"{first}@contoso.com"),
            2 => Group(Name(number), [.. new[] { first, second }.Distinct()]),
            3 => User(Name(number)) with { ForwardingAddress = first, DeliverToMailboxAndForward = choice % 2 == 0 },
            _ => User(Name(number)) with { ForwardingSmtpAddress = $"{first}@contoso.com", DeliverToMailboxAndForward = choice % 2 == 0 }
        };
    }
}
