using Xunit;

// Real servers under load and under the stopwatch: two specs at once would measure one another.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
