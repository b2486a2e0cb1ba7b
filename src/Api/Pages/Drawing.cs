using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Permanence.Api.Pages;

/// <summary>Draws the partial views of pages where no page is being answered: what is pushed is what a reload would show.</summary>
public sealed class Drawing(IRazorViewEngine engine, IServiceScopeFactory scopes, ITempDataDictionaryFactory remembered)
{
    /// <param name="partial">Its path from the root: <c>/Pages/Shared/Boards/_TableRow.cshtml</c>.</param>
    public async Task<string> Draw<T>(string partial, T model)
    {
        var found = engine.GetView(null, partial, isMainPage: false);
        if (!found.Success)
            throw new InvalidOperationException($"There is no view {partial}.");
        await using var scope = scopes.CreateAsyncScope();
        var context = new ActionContext(
            new DefaultHttpContext { RequestServices = scope.ServiceProvider },
            new RouteData(),
            new ActionDescriptor()
        );
        await using var written = new StringWriter();
        var data = new ViewDataDictionary<T>(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = model };
        await found.View.RenderAsync(
            new ViewContext(context, found.View, data, remembered.GetTempData(context.HttpContext), written, new HtmlHelperOptions())
        );
        return written.ToString().Trim();
    }
}
