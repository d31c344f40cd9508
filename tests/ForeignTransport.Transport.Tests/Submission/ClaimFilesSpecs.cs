using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Submission;
using ForeignTransport.Transport.Tests.Storage;
using Xunit;

namespace ForeignTransport.Transport.Tests.Submission;

public sealed class ClaimFilesSpecs : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void should_find_the_others_when_a_claim_goes_while_the_directory_is_listed()
    {
        File.WriteAllText(Claim(1), "12345");
        File.WriteAllText(_directory.File("no claim.tmp"), "");

        var found = ClaimFiles.Find([new FileInfo(Claim(2)), new FileInfo(Claim(1)), new FileInfo(_directory.File("no claim.tmp"))]);

        Assert.Equal([new SubmittedFile(Path.GetFileName(Claim(1)), SampleContent.Id(1), 5)], found);
        Assert.Equal(found, ClaimFiles.Find(_directory.Path));
    }

    [Fact]
    public void should_fail_when_the_directory_itself_goes() =>
        Assert.ThrowsAny<IOException>(() => ClaimFiles.Find([new FileInfo(Path.Combine(_directory.File("gone"), Path.GetFileName(Claim(1))))]));

    private string Claim(int number) => _directory.File(ClaimName.Format("a.eml", SampleContent.Id(number)));
}
