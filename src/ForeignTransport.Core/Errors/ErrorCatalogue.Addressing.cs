namespace ForeignTransport.Core.Errors;

// 100x addresses, 101x and 102x address spaces and domains, 103x X.400 attributes (5.1.2 "bad destination system": the
// same texts occur in recipients). Mistakes that only a configuration can contain are 5.3.5, "system incorrectly configured".
public static partial class ErrorCatalogue
{
    public static readonly ErrorEntry InvalidSmtpAddress = new("FT-1001", nameof(InvalidSmtpAddress), "5.1.3",
        "The text is not an SMTP address.", "Use local-part@domain, at most 571 characters.");

    public static readonly ErrorEntry InvalidNativeAddress = new("FT-1002", nameof(InvalidNativeAddress), "5.1.3",
        "The text is not an address of the form TYPE:value.",
        "Use a type such as FAX and a value of printable characters, for example FAX:+14255550100.");

    public static readonly ErrorEntry MalformedEncapsulation = new("FT-1003", nameof(MalformedEncapsulation), "5.1.3",
        "An IMCEA address does not decode to a native address.",
        "Write every octet outside A-Z a-z 0-9 - = as + and two hexadecimal digits, and / as _.");

    public static readonly ErrorEntry EncapsulatedTypeRefused = new("FT-1004", nameof(EncapsulatedTypeRefused), "5.1.3",
        "An IMCEA address encapsulates a type that is never encapsulated.",
        "Address SMTP recipients directly; X500 addresses are internal to a directory.");

    public static readonly ErrorEntry EmptyAddressSpace = new("FT-1010", nameof(EmptyAddressSpace), "5.3.5",
        "An address space is empty.", "Use Type:Space;Cost, for example FAX:*;1.");

    public static readonly ErrorEntry EmptyType = new("FT-1011", nameof(EmptyType), "5.3.5",
        "An address space has a colon but no type before it.", "Name the type, for example SMTP:contoso.com, or leave the colon out.");

    public static readonly ErrorEntry InvalidType = new("FT-1012", nameof(InvalidType), "5.3.5",
        "The address type contains a character that a type cannot have.",
        "Use letters, digits and !#$%&'*+./=?^_`{|}~ without spaces; a hyphen would end the type inside an IMCEA address.");

    public static readonly ErrorEntry ReservedType = new("FT-1013", nameof(ReservedType), "5.3.5",
        "The address type is internal to a directory and cannot be routed to a connector.",
        "Use the type of the foreign system instead of EX or X500.");

    public static readonly ErrorEntry CostOutOfRange = new("FT-1014", nameof(CostOutOfRange), "5.3.5",
        "The cost of an address space is not between 1 and 100.", "Use a cost from 1 (best) to 100.");

    public static readonly ErrorEntry InvalidCost = new("FT-1015", nameof(InvalidCost), "5.3.5",
        "The text after the semicolon of an SMTP address space is not a cost.", "Use a number from 1 to 100 without sign or spaces.");

    public static readonly ErrorEntry CostRequired = new("FT-1016", nameof(CostRequired), "5.3.5",
        "A non-SMTP address space that contains a semicolon must end in its cost.", "Append the cost, for example ;1.");

    public static readonly ErrorEntry EmptySpace = new("FT-1017", nameof(EmptySpace), "5.3.5",
        "An address space names a type but no space.", "Write what the connector serves after the colon; * serves every address of the type.");

    public static readonly ErrorEntry InvalidSpace = new("FT-1018", nameof(InvalidSpace), "5.3.5",
        "An address space contains control characters.", "Remove them.");

    public static readonly ErrorEntry EdgeOnlySpace = new("FT-1019", nameof(EdgeOnlySpace), "5.3.5",
        "The space -- exists only on Send connectors of an Edge server.", "List the domains, or use *.");

    public static readonly ErrorEntry WildcardNotWholeLabel = new("FT-1020", nameof(WildcardNotWholeLabel), "5.3.5",
        "The star of a domain is only a part of a label.", "Use *.contoso.com, which includes contoso.com.");

    public static readonly ErrorEntry WildcardNotFirst = new("FT-1021", nameof(WildcardNotFirst), "5.3.5",
        "The star of a domain is not its first label.", "Use *.contoso.com.");

    public static readonly ErrorEntry WildcardRepeated = new("FT-1022", nameof(WildcardRepeated), "5.3.5",
        "A domain has more than one star.", "Use one star as the first label; it stands for any number of labels.");

    public static readonly ErrorEntry InvalidDomain = new("FT-1023", nameof(InvalidDomain), "5.3.5",
        "The text is not a domain.", "Use labels of letters, digits and inner hyphens (1 to 63 each, 255 in all), joined by dots.");

    // Advice about a space that is accepted all the same; no sender ever sees these.
    public static readonly ErrorEntry TypeLooksLikeHost = new("FT-1024", nameof(TypeLooksLikeHost), "5.3.5",
        "The address type looks like a host name followed by a port.", "An address space has no port; leave it out, or ignore this if the type is meant.");

    public static readonly ErrorEntry IncompleteX400Space = new("FT-1025", nameof(IncompleteX400Space), "5.3.5",
        "An X.400 address space lacks the country, the ADMD, or all of PRMD, organization and organizational unit.",
        "Older Exchange versions required them; add them unless the space is meant to be this wide.");

    public static readonly ErrorEntry X400UnitGap = new("FT-1026", nameof(X400UnitGap), "5.3.5",
        "An X.400 address space names an organizational unit but not the one above it.",
        "Units are compared by number; start with ou1 unless the gap is meant.");

    public static readonly ErrorEntry MalformedX400Attribute = new("FT-1030", nameof(MalformedX400Attribute), "5.1.2",
        "An X.400 address has a part that is not label=value.", "Use for example c=US;a= ;p=Contoso;s=Doe; double a semicolon inside a value.");

    public static readonly ErrorEntry UnknownX400Attribute = new("FT-1031", nameof(UnknownX400Attribute), "5.1.2",
        "An X.400 address has an unknown attribute label.", "Use c, a, p, o, ou1 to ou4, s, g, i, q, cn, or another label of RFC 1685.");

    public static readonly ErrorEntry DuplicateX400Attribute = new("FT-1032", nameof(DuplicateX400Attribute), "5.1.2",
        "An X.400 address states one attribute twice.", "State each attribute once; ou means ou1.");

    public static readonly ErrorEntry InvalidX400Country = new("FT-1033", nameof(InvalidX400Country), "5.1.2",
        "The country of an X.400 address is neither two letters nor three digits.", "Use an ISO 3166 code, for example c=US.");

    public static readonly ErrorEntry X400ValueTooLong = new("FT-1034", nameof(X400ValueTooLong), "5.1.2",
        "An X.400 attribute is longer than X.400 allows.", "Shorten it: a and p 16, o 64, ou 32, s 40, g 16, i 5, q 3, cn 64, dda 128 characters.");

    public static readonly ErrorEntry InvalidX400Value = new("FT-1035", nameof(InvalidX400Value), "5.1.2",
        "An X.400 attribute is empty or contains a character that it cannot have.",
        "Use A-Z a-z 0-9 space ' ( ) + , - . / : = ? and write @ as (a).");

    public static readonly ErrorEntry TooManyX400Attributes = new("FT-1036", nameof(TooManyX400Attributes), "5.1.2",
        "An X.400 address has more than four domain-defined attributes.", "Keep at most four dda attributes.");
}
