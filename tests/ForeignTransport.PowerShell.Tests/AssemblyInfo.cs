using Xunit;

// The connection of the cmdlets, and the environment it comes from, belong to the process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
