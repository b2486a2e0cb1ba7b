using Permanence.Api.Access;
using Permanence.Silo.Stores;

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

    /// <param name="isDemonstration">Whether nothing real is kept, so that pages need no secure connection.</param>
    public static IServiceCollection AddPages(this IServiceCollection services, bool isDemonstration)
    {
        services.AddRazorPages(pages =>
        {
            pages.Conventions.AuthorizeFolder("/");
            foreach (var open in ForEverybody)
                pages.Conventions.AllowAnonymousToPage(open);
        });
        services.AddSingleton<Policies.ClauseProofs>();
        services.AddSingleton<Drawing>();
        services.AddSingleton(provider => new SearchWords(provider.GetRequiredService<StoreIdentity>().Id));
        services.AddSingleton<Boards.DrawnRows>();
        services.AddSingleton<Live.IBoardPictures, Boards.BoardPictures>();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = isDemonstration ? "permanence-demonstration-form" : "__Host-permanence-form";
            options.Cookie.Path = "/";
            options.Cookie.SecurePolicy = isDemonstration ? CookieSecurePolicy.None : CookieSecurePolicy.Always;
        });
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

    /// <summary>Response headers of pages. No inline script or style is allowed in ours, and none is needed.</summary>
    /// <param name="inline">For pages of another project, which has them.</param>
    /// <param name="provider">The identity provider's address, to which signing out leads; null where there is none.</param>
    public static HeaderPolicyCollection HeaderPolicy(string? provider, bool inline = false)
    {
        var headers = new HeaderPolicyCollection()
            .AddContentTypeOptionsNoSniff()
            .AddReferrerPolicyStrictOriginWhenCrossOrigin()
            .AddFrameOptionsDeny()
            .RemoveServerHeader()
            .AddContentSecurityPolicy(policy =>
            {
                policy.AddDefaultSrc().None();
                var (scripts, styles) = (policy.AddScriptSrc().Self(), policy.AddStyleSrc().Self());
                if (inline)
                {
                    scripts.UnsafeInline();
                    styles.UnsafeInline();
                    policy.AddFontSrc().Self().Data();
                }

                policy.AddImgSrc().Self().Data();
                policy.AddConnectSrc().Self();
                var forms = policy.AddFormAction().Self();
                if (provider is not null)
                    forms.From(new Uri(provider).GetLeftPart(UriPartial.Authority));
                policy.AddBaseUri().Self();
                policy.AddFrameAncestors().None();
                policy.AddObjectSrc().None();
            });
        // Sent over a secure connection only, and not for a demonstration, which shares localhost with whatever else is tried there.
        return provider is null ? headers : headers.AddStrictTransportSecurityMaxAgeIncludeSubDomains();
    }

    public static PageActionEndpointConventionBuilder MapPages(this WebApplication app) => app.MapRazorPages();
}
