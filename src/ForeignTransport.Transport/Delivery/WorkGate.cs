namespace ForeignTransport.Transport.Delivery;

/// <summary>
/// Lets work on messages go on side by side, except for work that must be alone: when the process ends over that, there is no doubt over what.
/// </summary>
/// <remarks>
/// In the order of arrival. Nobody waits for longer than <paramref name="patience"/>: a directory that hangs must not hold up what goes
/// elsewhere. Who goes on then is not alone, and neither is who was.
/// </remarks>
internal sealed class WorkGate(TimeSpan patience, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiting = new();
    private int _inside;
    private bool _isAlone;

    /// <summary>Waits until the work may begin.</summary>
    /// <param name="alone">True when nothing else may go on beside it.</param>
    /// <returns>What to give to <see cref="Leave"/>: true when it is alone.</returns>
    public ValueTask<bool> EnterAsync(bool alone)
    {
        lock (_lock)
        {
            if (_waiting.Count == 0 && MayEnter(alone))
            {
                Admit(alone);
                return ValueTask.FromResult(alone);
            }

            return WaitAsync(_waiting.AddLast(new Waiter(alone)));
        }
    }

    /// <summary>The work is over.</summary>
    /// <param name="alone">What <see cref="EnterAsync"/> said.</param>
    public void Leave(bool alone)
    {
        lock (_lock)
        {
            if (alone)
            {
                _isAlone = false;
            }
            else
            {
                _inside--;
            }

            AdmitWaiting();
        }
    }

    private async ValueTask<bool> WaitAsync(LinkedListNode<Waiter> node)
    {
        var waiter = node.Value;
        try
        {
            await waiter.Admitted.Task.WaitAsync(patience, time);
            return waiter.Alone;
        }
        catch (TimeoutException)
        {
            lock (_lock)
            {
                if (waiter.Admitted.Task.IsCompleted)
                {
                    return waiter.Alone;
                }

                _waiting.Remove(node);
                Admit(alone: false);
                AdmitWaiting();
                return false;
            }
        }
    }

    private bool MayEnter(bool alone) => !_isAlone && (!alone || _inside == 0);

    private void Admit(bool alone)
    {
        if (alone)
        {
            _isAlone = true;
        }
        else
        {
            _inside++;
        }
    }

    private void AdmitWaiting()
    {
        while (_waiting.First is { Value: var next } && MayEnter(next.Alone))
        {
            _waiting.RemoveFirst();
            Admit(next.Alone);
            next.Admitted.SetResult();
        }
    }

    private sealed record Waiter(bool Alone)
    {
        public TaskCompletionSource Admitted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
