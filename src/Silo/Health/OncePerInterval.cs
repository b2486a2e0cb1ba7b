using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Permanence.Silo;

/// <summary>
/// Says a fault of the same kind once an interval, with how many there were meanwhile: a database that is away for a minute is a handful of
/// lines and not some tens of megabytes of one and the same stack. What carries no exception passes.
/// </summary>
public sealed class OncePerInterval(ILoggerFactory inner, TimeProvider time) : ILoggerFactory
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(string Category, int Event, string Fault), Kind> kinds = new();

    /// <summary>Takes the place of the factory that the services have so far.</summary>
    public static IServiceCollection Add(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(OncePerInterval)))
            return services;
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<LoggerFactory>();
        services.AddSingleton(provider => new OncePerInterval(provider.GetRequiredService<LoggerFactory>(), TimeProvider.System));
        return services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(provider => provider.GetRequiredService<OncePerInterval>()));
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, inner.CreateLogger(categoryName), categoryName);

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose() => inner.Dispose();

    // How many were left out since the last that was said; null where this one is left out too.
    private int? Says(string category, int id, Exception fault)
    {
        var kind = kinds.GetOrAdd((category, id, fault.GetBaseException().GetType().Name), static _ => new Kind());
        lock (kind)
        {
            var now = time.GetTimestamp();
            if (kind.Said is { } said && time.GetElapsedTime(said, now) < Interval)
            {
                kind.LeftOut++;
                return null;
            }

            var leftOut = kind.LeftOut;
            (kind.Said, kind.LeftOut) = (now, 0);
            return leftOut;
        }
    }

    private sealed class Kind
    {
        public long? Said { get; set; }

        public int LeftOut { get; set; }
    }

    private sealed class Logger(OncePerInterval owner, ILogger inner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (exception is null || !inner.IsEnabled(logLevel))
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
                return;
            }

            if (owner.Says(category, eventId.Id, exception) is not { } leftOut)
                return;
            if (leftOut > 0)
                inner.Log(logLevel, eventId, $"{leftOut} more like the next in the last while", null, static (text, _) => text);
            inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
