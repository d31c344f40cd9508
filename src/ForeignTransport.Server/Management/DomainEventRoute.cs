using System.Text.Json;
using System.Threading.Channels;
using Akka.Actor;
using Akka.Event;
using ForeignTransport.Core.Access;
using ForeignTransport.Server.Access;
using ForeignTransport.Server.Http;

namespace ForeignTransport.Server.Management;

/// <summary>
/// <c>GET /cluster/domain-events</c>: what happens in the cluster, as server-sent events. A stream begins with events that say how the
/// cluster is, then goes on with those that change it, until one side ends it.
/// </summary>
internal sealed class DomainEventRoute(ManagementServices services)
{
    /// <summary>Events a caller may be behind; one more, and the connection is dropped.</summary>
    private const int Buffer = 128;

    /// <summary>Streams at a time.</summary>
    internal const int MaxStreams = 16;

    private readonly Slots _streams = new(MaxStreams);

    /// <summary>Adds the route.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        var stopping = routes.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        routes.MapGet(services.Settings.Route("cluster/domain-events"), context => AnswerAsync(context, stopping)).RequireRole(Role.ViewOnly);
    }

    private async Task AnswerAsync(HttpContext context, CancellationToken stopping)
    {
        if (!services.IsClusterAvailable)
        {
            await ManagementAnswer.NotAvailableAsync(context);
        }
        else if (!_streams.TryTake())
        {
            await Answer.MessageAsync(context, StatusCodes.Status429TooManyRequests, $"There are {MaxStreams} streams already");
        }
        else
        {
            try
            {
                await StreamAsync(context, stopping);
            }
            finally
            {
                _streams.GiveBack();
            }
        }
    }

    private async Task StreamAsync(HttpContext context, CancellationToken stopping)
    {
        var names = context.Request.Query["type"].OfType<string>().ToHashSet(StringComparer.Ordinal);
        var events = Channel.CreateBounded<DomainEventDocument>(new BoundedChannelOptions(Buffer) { SingleReader = true, SingleWriter = true });
        var subscriber = services.System.ActorOf(Props.Create(() => new DomainEventSubscriber(events.Writer, names, () => Drop(context))));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-cache";
            // The caller shall know at once that it listens, also when there is nothing to tell yet.
            await context.Response.Body.FlushAsync(end.Token);
            await WriteAsync(context.Response, events.Reader, end.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The server stops: the stream ends here, as complete as it is.
        }
        finally
        {
            services.System.Stop(subscriber);
        }
    }

    private void Drop(HttpContext context)
    {
        services.Log.Warning("Management: a stream of domain events is dropped, its reader is more than {0} events behind", Buffer);
        context.Abort();
    }

    /// <summary>Writes events until there are no more, and an empty one whenever it was silent for too long.</summary>
    private async Task WriteAsync(HttpResponse response, ChannelReader<DomainEventDocument> events, CancellationToken end)
    {
        var next = events.WaitToReadAsync(end).AsTask();
        while (true)
        {
            try
            {
                if (!await next.WaitAsync(services.Heartbeat, end))
                {
                    return;
                }
            }
            catch (TimeoutException)
            {
                await response.WriteAsync("data:\n\n", end);
                await response.Body.FlushAsync(end);
                continue;
            }

            while (events.TryRead(out var document))
            {
                var data = JsonSerializer.Serialize(document, ManagementJson.Default.DomainEventDocument);
                await response.WriteAsync($"data:{data}\nevent:{document.Type}\n\n", end);
            }

            await response.Body.FlushAsync(end);
            next = events.WaitToReadAsync(end).AsTask();
        }
    }
}
