using System.Text;

namespace ForeignTransport.Core.Tests.Messages.Corpus;

/// <summary>
/// Files as gateways, scripts and broken programs write them; small, and every byte visible here. They are judged one by one in
/// <see cref="MalformedFilesSpecs"/> and are the seeds of <see cref="SubmissionFuzzSpecs"/>.
/// </summary>
internal static class MalformedFiles
{
    /// <summary>Name and bytes; the text is ISO 8859-1, so that every byte can be written.</summary>
    public static readonly IReadOnlyDictionary<string, byte[]> All = new Dictionary<string, string>
    {
        ["minimal"] = "To: mary@contoso.com\r\nFrom: bob@fabrikam.com\r\nSubject: Message subject\r\n\r\nbody",
        ["unix-line-ends"] = "From: bob@fabrikam.com\nTo: mary@contoso.com,\n\tjane@contoso.com\nSubject: lf\n\nline\nline\n",
        ["mixed-line-ends"] = "From: bob@fabrikam.com\r\nTo: mary@contoso.com\nSubject: mixed\r\n\nbody\r\n",
        ["classic-mac-line-ends"] = "From: bob@fabrikam.com\rTo: mary@contoso.com\rSubject: cr\r\rbody\r",
        ["byte-order-mark"] = "\u00EF\u00BB\u00BFFrom: bob@fabrikam.com\r\nTo: mary@contoso.com\r\n\r\nbody",
        ["utf-16"] = "\u00FF\u00FEF\0r\0o\0m\0:\0 \0b\0@\0x\0\r\0\n\0\r\0\n\0",
        ["mbox"] = "From bob@fabrikam.com Mon Nov 23 12:00:00 2026\r\nFrom: bob@fabrikam.com\r\nTo: mary@contoso.com\r\n\r\nbody",
        ["no-body-no-blank-line"] = "From: bob@fabrikam.com\r\nTo: mary@contoso.com\r\n",
        ["blank-line-of-blanks"] = "From: bob@fabrikam.com\r\nTo: mary@contoso.com\r\n  \t\r\nbody\r\n",
        ["binary"] = "\0\u0001\u0002\u00FF\r\n\r\n\0",
        ["nul-in-address"] = "From: bob@fabrikam.com\r\nTo: ma\0ry@contoso.com, jane@contoso.com\r\n\r\nbody",
        ["header-injection"] = "From: bob@fabrikam.com\r\nTo: \"x\rBcc: evil@x.com\" <mary@contoso.com>\r\nSubject: =?utf-8?Q?a=0D=0ABcc:_evil@x.com?=\r\n\r\n",
        ["latin-1-names"] = "From: J\u00FCrgen <bob@fabrikam.com>\r\nTo: M\u00E4ry <mary@contoso.com>\r\nSubject: Gr\u00FC\u00DFe\r\n\r\nbody",
        ["fax-one-off"] = "From: bob@fabrikam.com\r\nTo: Jane Doe[FAX:Jane Doe@+1 425 555 0100], [FAX:+49 30 1]\r\nSubject: fax\r\n\r\nbody",
        ["x400-one-off"] = "From: bob@fabrikam.com\r\nTo: [X400: c=fr; a=atlas;\r\n dda:rfc-822=user(a)example.com]\r\n\r\nbody",
        ["groups"] = "From: bob@fabrikam.com\r\nTo: Team: mary@contoso.com, \"Doe, J\" <jane@contoso.com>;, Empty:;\r\n\r\nbody",
        ["semicolons"] = "From: bob@fabrikam.com\r\nTo: mary@contoso.com; jane@contoso.com;\r\n\r\nbody",
        ["only-bcc"] = "From: bob@fabrikam.com\r\nBcc: mary@contoso.com\r\n\r\nbody",
        ["no-recipients"] = "From: bob@fabrikam.com\r\nSubject: to nobody\r\n\r\nbody",
        ["bounce"] = "From: <>\r\nTo: mary@contoso.com\r\n\r\nbody",
        ["multipart-without-boundary"] = "From: bob@fabrikam.com\r\nTo: mary@contoso.com\r\nContent-Type: multipart/mixed\r\n\r\n--x\r\n",
        ["real-export"] = "X-sender: <list+bounces-1@lists.example.org>\r\n"
            + "X-Receiver: <user@contoso.com> ORCPT=rfc822;user@contoso.com NOTIFY=NEVER; X-ExtendedProps=BQAVABYAAgAAAA\r\n AAAA==\r\n"
            + "X-CreatedBy: MSExchange15\r\nX-HeloDomain: mx1.contoso.com\r\nX-ExtendedProps: BQBjAAoAgkemlidQ3AgFADcAAgAADwA8AAAA\r\n"
            + "X-Source: SMTP:Default MBX2\r\nX-SourceIPAddress: 10.53.40.199\r\nX-EndOfInjectedXHeaders: 12503\r\n"
            + "Received: from a (10.1.1.1) by b; Sun, 31 Mar 2024 16:36:42 +0000\r\nX-MS-Exchange-Organization-SCL: -1\r\n"
            + "From: \"A, list\" <list@lists.example.org>\r\nTo: other@x.com\r\nBcc: z@x.com\r\n\r\nbody",
        ["gateway-replay"] = "X-Receiver: mary@contoso.com\nX-Sender: <bob@fabrikam.com> RET=hdrs auth=<> BODY=8BITMIME\nX-CreatedBy: Notes\nSubject: s\n\nb",
        ["two-exports-in-one-file"] = "X-Sender: <a@x.com>\r\nX-Receiver: <b@x.com>\r\nX-EndOfInjectedXHeaders: 1\r\nSubject: 1\r\n\r\nbody\r\n"
            + "X-Sender: <c@x.com>\r\nX-Receiver: <d@x.com>\r\nX-EndOfInjectedXHeaders: 1\r\nSubject: 2\r\n\r\nbody\r\n"
    }.ToDictionary(file => file.Key, file => Encoding.Latin1.GetBytes(file.Value));
}
