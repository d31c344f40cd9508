namespace ForeignTransport.Core.Errors;

public static partial class ErrorCatalogue
{
    public static readonly ErrorEntry InvalidFilter = new("FT-4101", nameof(InvalidFilter), "5.3.5",
        "The filter cannot be understood.",
        "Write a property, an operator and a value, as in MessageCount -gt 10, and join several with -and; put text in quotes.");

    public static readonly ErrorEntry FilterNotSupported = new("FT-4102", nameof(FilterNotSupported), "5.3.5",
        "A filter joins its conditions with -and only: there is no -or, no -not and no parenthesis.",
        "Leave it out of the filter and select from the output with Where-Object.");

    public static readonly ErrorEntry UnknownProperty = new("FT-4103", nameof(UnknownProperty), "5.3.5",
        "The objects have no property of that name.", "Use one of the properties that the message names.");

    public static readonly ErrorEntry FilterOperatorNotAllowed = new("FT-4104", nameof(FilterOperatorNotAllowed), "5.3.5",
        "The property cannot be filtered with that operator.", "Use one of the operators that the message names.");

    public static readonly ErrorEntry InvalidFilterValue = new("FT-4105", nameof(InvalidFilterValue), "5.3.5",
        "The value of a filter is not of the property's type.", "Give a value of the form that the message names.");

    public static readonly ErrorEntry InvalidQueueIdentity = new("FT-4106", nameof(InvalidQueueIdentity), "5.3.5",
        "The text is not the identity of a queue.",
        @"Write Server\Queue or Queue, where the queue is a number, a next hop domain, Submission, Unreachable, Poison, Shadow\number or an asterisk.");

    public static readonly ErrorEntry InvalidMessageIdentity = new("FT-4107", nameof(InvalidMessageIdentity), "5.3.5",
        "The text is not the identity of a message.",
        @"Write Server\Queue\number, Queue\number or the number alone; an asterisk stands for every queue.");

    public static readonly ErrorEntry QueueNotUnique = new("FT-4108", nameof(QueueNotUnique), "5.3.5",
        "Several queues have that name.", "Name one of them by its number.");

    public static readonly ErrorEntry PartitionsDoNotAnswer = new("FT-4109", nameof(PartitionsDoNotAnswer), "4.4.1",
        "Some partitions of the categorizer did not answer in time, so it is not known whether there is such a queue.",
        "Ask again in a few seconds; when it stays so, see the servers of the cluster and their logs.");
}
