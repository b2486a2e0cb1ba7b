using Permanence.Api.Access;

namespace Permanence.Api.Pages;

/// <summary>Whether the children and people shown are invented, so that every page can say so.</summary>
public sealed record Surroundings(bool InventedPeople);

/// <summary>
/// Adds the pages to a host. The host registers <see cref="ICouncils"/>, <see cref="IAccess"/>, <see cref="IPeople"/>, <see
/// cref="Surroundings"/>, an <c>IClock</c>, a grain factory, <c>IBoards</c> and, in the embedded default, <see cref="IDemoPeople"/>.
/// </summary>
public static class PagesSetup
{
    private static readonly string[] ForPrograms = ["/api", "/hubs", "/health", "/openapi", "/demo", "/css", "/js"];

    private static readonly string[] ForEverybody = ["/SignIn", "/SignOut", "/About", "/Refused"];

    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorPages(pages =>
        {
            pages.Conventions.AuthorizeFolder("/");
            foreach (var open in ForEverybody)
                pages.Conventions.AllowAnonymousToPage(open);
        });
        services.AddSingleton<Policies.ClauseProofs>();
        services.AddSingleton<Drawing>();
        services.AddSingleton<Boards.DrawnRows>();
        services.AddSingleton<Live.IBoardPictures, Boards.BoardPictures>();
        services.AddAntiforgery(options => options.Cookie.Name = "permanence-form");
        services.AddRouting(options => options.LowercaseUrls = true);
        return services;
    }

    /// <summary>Before routing: refusals and faults as pages for people; programs get problem details from their own handlers.</summary>
    public static void UsePageRefusals(this WebApplication app) =>
        app.UseWhen(
            context => !ForPrograms.Any(prefix => context.Request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase)),
            people =>
            {
                people.UseExceptionHandler("/refused/500");
                people.UseStatusCodePagesWithReExecute("/refused/{0}");
            }
        );

    /// <summary>Response headers of pages. No inline script or style is allowed, and none is needed.</summary>
    public static HeaderPolicyCollection HeaderPolicy() =>
        new HeaderPolicyCollection()
            .AddContentTypeOptionsNoSniff()
            .AddReferrerPolicyStrictOriginWhenCrossOrigin()
            .AddFrameOptionsDeny()
            .RemoveServerHeader()
            .AddContentSecurityPolicy(policy =>
            {
                policy.AddDefaultSrc().None();
                policy.AddScriptSrc().Self();
                policy.AddStyleSrc().Self();
                policy.AddImgSrc().Self().Data();
                policy.AddConnectSrc().Self();
                policy.AddFormAction().Self();
                policy.AddBaseUri().Self();
                policy.AddFrameAncestors().None();
                policy.AddObjectSrc().None();
            });

    public static PageActionEndpointConventionBuilder MapPages(this WebApplication app) => app.MapRazorPages();
}
