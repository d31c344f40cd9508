using Xunit;

// What may run beside something else (see Alone) takes a processor or mostly waits.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
