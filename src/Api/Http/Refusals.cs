using Permanence.Grains.Access;
using Permanence.Grains.Views;

namespace Permanence.Api.Http;

/// <summary>
/// What becomes of everything that nothing else answered: a problem for programs, a page for people, never a stack trace.
/// </summary>
internal static class Refusals
{
    /// <summary>Programs' side; the pages have their own.</summary>
    public static void UseProblems(this WebApplication app) =>
        app.UseWhen(
            ForPrograms.Is,
            programs =>
            {
                programs.UseExceptionHandler(
                    new ExceptionHandlerOptions
                    {
                        AllowStatusCode404Response = true,
                        ExceptionHandler = context => Problems.Fault.ExecuteAsync(context),
                    }
                );
                programs.UseStatusCodePages(status =>
                    Problems.OfStatus(status.HttpContext.Response.StatusCode).ExecuteAsync(status.HttpContext)
                );
            }
        );

    /// <summary>Faults with a meaning become their answer here, for programs and people alike; others go on.</summary>
    public static void UseMeantFaults(this WebApplication app) =>
        app.Use(
            async (context, next) =>
            {
                try
                {
                    await next(context);
                }
                catch (Exception fault) when (!context.Response.HasStarted && StatusOf(fault) is { } status)
                {
                    if (status == StatusCodes.Status503ServiceUnavailable)
                        context
                            .RequestServices.GetRequiredService<ILoggerFactory>()
                            .CreateLogger(typeof(Refusals))
                            .LogWarning(fault, "The cluster, its store or the log of views did not answer");
                    context.Response.Clear();
                    context.Response.StatusCode = status;
                    if (status == StatusCodes.Status503ServiceUnavailable)
                        context.Response.Headers.RetryAfter = "5";
                    if (ForPrograms.Is(context))
                        await Problems.OfStatus(status).ExecuteAsync(context);
                }
            }
        );

    private static int? StatusOf(Exception fault) =>
        fault switch
        {
            BadHttpRequestException bad => bad.StatusCode,
            InvalidDataException => StatusCodes.Status400BadRequest,
            ViewLogException => StatusCodes.Status503ServiceUnavailable,
            NotYoursException => StatusCodes.Status403Forbidden,
            _ when Away.IsUnreadable(fault) => StatusCodes.Status500InternalServerError,
            _ when Away.Is(fault) => StatusCodes.Status503ServiceUnavailable,
            _ => null,
        };
}
