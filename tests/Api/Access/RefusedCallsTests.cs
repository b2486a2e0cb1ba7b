using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Permanence.Api.Access;
using Permanence.Api.Tests.Hosting;
using Permanence.Builders;
using Xunit;

namespace Permanence.Api.Tests.Access;

/// <summary>Who looks after the node sees who was refused what and why, and no child's id.</summary>
public sealed class RefusedCallsTests
{
    private const string Council = InventedConfig.Council;

    [Fact]
    public async Task Whoever_is_refused_stands_in_the_log_with_the_route_and_the_reason()
    {
        using var config = new InventedConfig();
        await using var platform = await Platform.StartOn(config.Folder);
        await platform.IsReady();
        using var lines = new Lines();
        platform.Services.GetRequiredService<ILoggerFactory>().AddProvider(lines);
        var other = await platform.SignedIn($"{InventedConfig.OtherCouncil}-iro");
        var analyst = await platform.SignedIn($"{Council}-analyst");
        var administrator = await platform.SignedIn("platform-administrator");

        using var foreign = await other.Get($"/api/authorities/{Council}/children/C-77");
        using var role = await analyst.PostJson($"/api/authorities/{Council}/children/C-77/events", "{}");
        using var page = await other.Get($"/{Council}/children/C-77");
        using var record = await administrator.Get($"/{Council}/children/C-77");
        using var stranger = await platform.Stranger().Get($"/api/authorities/{Council}/children/C-77");

        Assert.Equal(
            [
                $"{InventedConfig.OtherCouncil}-iro as iro was refused GET /api/authorities/{{authority}}/children/{{child}}: not-yours",
                $"{Council}-analyst as analyst was refused POST /api/authorities/{{authority}}/children/{{child}}/events: not-your-role",
                $"{InventedConfig.OtherCouncil}-iro as iro was refused GET /{{authority}}/children/{{child}}: 403",
                "platform-administrator as platform-administrator was refused GET /{authority}/children/{child}: 403",
            ],
            lines.Written
        );
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> written = new();

        public IReadOnlyList<string> Written => [.. written];

        public ILogger CreateLogger(string categoryName) =>
            categoryName == typeof(RefusedCalls).FullName ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => written.Enqueue(formatter(state, exception));

        public void Dispose() { }
    }
}
