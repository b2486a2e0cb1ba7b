using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Permanence.Domain.Views;
using Permanence.Grains.Views;
using Permanence.Silo.Stores;

namespace Permanence.Silo.Views;

/// <summary>
/// Writes views in the order in which they came, as many at once as have come, in a chain of this node's own. What cannot be written waits
/// and is said; where too much waits nothing more is shown.
/// </summary>
internal sealed partial class ViewLog(ViewTable table, ViewLogSettings settings, TimeProvider time, ILogger<ViewLog> log)
    : BackgroundService,
        IViewLog
{
    private const int AtOnce = 200;

    private readonly Channel<Waiting> queue = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(settings.MostWaiting) { SingleReader = true }
    );
    private readonly string writer = $"w-{Guid.NewGuid():n}";
    private readonly SemaphoreSlim sealing = new(1, 1);
    private ViewEntry? last;
    private long sealedTo;
    private string? trouble;
    private string? sealTrouble;
    private Task writing = Task.CompletedTask;

    public string? Trouble => trouble ?? sealTrouble;

    public bool IsFull => queue.Reader.Count >= settings.MostWaiting;

    public void Note(Viewing viewing) => Take(new Waiting(viewing, null));

    public async Task Write(Viewing viewing, CancellationToken cancelled = default)
    {
        if (trouble is { } known)
            throw new ViewLogException(known);
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Take(new Waiting(viewing, written));
        try
        {
            await written.Task.WaitAsync(settings.LongestWrite.ToTimeSpan(), time, cancelled);
        }
        catch (TimeoutException late)
        {
            throw new ViewLogException("The log of views does not answer.", late);
        }
    }

    public Task<IReadOnlyList<ViewEntry>> Read(ViewQuery query, CancellationToken cancelled = default) => table.Read(query, cancelled);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        writing = WriteAll(stoppingToken);
        await SealNow(() => table.SealWhatWasLeft(Now));
        using var often = new PeriodicTimer(settings.SealEvery.ToTimeSpan(), time);
        try
        {
            while (await often.WaitForNextTickAsync(stoppingToken))
                await SealOwn();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
    }

    /// <summary>Writes what waits, then seals: a program that ends as it should leaves nothing unsealed.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
        await writing;
        await SealOwn();
    }

    /// <summary>Seals what this node has written since its last seal.</summary>
    internal Task SealOwn() =>
        last is { } end && end.Number > sealedTo
            ? SealNow(async () =>
            {
                var seal = await table.Seal(Now, new SealedChain(writer, end.Number, end.Hash));
                sealedTo = end.Number;
                return seal;
            })
            : Task.CompletedTask;

    public override void Dispose()
    {
        sealing.Dispose();
        base.Dispose();
    }

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    private void Take(Waiting waiting)
    {
        if (!queue.Writer.TryWrite(waiting))
            throw new ViewLogException("The log of views takes no more: what waits for it could not be written.");
    }

    private async Task WriteAll(CancellationToken stopping)
    {
        var some = new List<Waiting>(AtOnce);
        while (await queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (some.Count < AtOnce && queue.Reader.TryRead(out var one))
                some.Add(one);
            await WriteUntilTaken(some, stopping);
            some.Clear();
        }
    }

    private async Task WriteUntilTaken(List<Waiting> some, CancellationToken stopping)
    {
        for (; ; )
        {
            var entries = new List<ViewEntry>(some.Count);
            foreach (var one in some)
                entries.Add(ViewEntry.After(entries.Count > 0 ? entries[^1] : last, writer, one.Viewing));
            try
            {
                // The answer to an earlier attempt may have been lost on its way: all of it is there, or nothing.
                if (trouble is null || await table.Reached(writer) < entries[^1].Number)
                    await table.Append(entries);
                (last, trouble) = (entries[^1], null);
                foreach (var one in some)
                    one.Written?.TrySetResult();
                return;
            }
            catch (Exception fault)
            {
                if (trouble is null)
                    NotWritten(fault, some.Count);
                trouble = $"Views are not being written: {fault.GetBaseException().Message}";
                foreach (var one in some)
                    one.Written?.TrySetException(new ViewLogException("This view could not be logged.", fault));
            }

            if (stopping.IsCancellationRequested)
            {
                Lost(some.Count + queue.Reader.Count);
                return;
            }

            try
            {
                await Task.Delay(settings.TryAgainAfter.ToTimeSpan(), time, stopping);
            }
            catch (OperationCanceledException)
            {
                // Once more, and then it is said what is lost.
            }
        }
    }

    private async Task SealNow(Func<Task<ViewSeal?>> seal)
    {
        await sealing.WaitAsync();
        try
        {
            if (await seal() is not { } made)
                return;
            Sealed(made.Line());
            if (settings.SealsFolder is { } folder)
            {
                Directory.CreateDirectory(folder);
                await File.AppendAllTextAsync(Path.Combine(folder, ViewLogSettings.SealsFile), made.Line() + "\n");
            }

            sealTrouble = null;
        }
        catch (Exception fault)
        {
            sealTrouble = $"The log of views could not be sealed: {fault.GetBaseException().Message}";
            NotSealed(fault);
        }
        finally
        {
            sealing.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Seal}")]
    private partial void Sealed(string seal);

    [LoggerMessage(Level = LogLevel.Error, Message = "The log of views could not be sealed; it is tried again")]
    private partial void NotSealed(Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Views} views could not be logged yet; they wait and are tried again")]
    private partial void NotWritten(Exception fault, int views);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Views} views were shown and could not be logged before this program ended")]
    private partial void Lost(int views);

    /// <param name="Written">Who waits for it to be written.</param>
    private sealed record Waiting(Viewing Viewing, TaskCompletionSource? Written);
}
