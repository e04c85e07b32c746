using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using Uncramp.Knowledge;

namespace Uncramp.Web.Check;

/// <summary>
/// Every medicine name, for the typeahead to search on the device: no keystroke leaves it, and it answers offline.
/// </summary>
internal static class MedicineNamesEndpoint
{
    public static void MapMedicineNames(this IEndpointRouteBuilder app)
    {
        var knowledge = app.ServiceProvider.GetRequiredService<KnowledgeBase>();
        var names = new Lazy<(byte[] Json, EntityTagHeaderValue Tag)>(() =>
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(Names(knowledge));
            return (json, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(json))[..16]}\""));
        });
        app.MapGet("/medicine-names.json", (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "public, max-age=3600";
            return Results.Bytes(names.Value.Json, "application/json", entityTag: names.Value.Tag);
        });
    }

    /// <summary>[name, ingredient] or [name] where it is one itself: ours first, then the register's.</summary>
    private static List<string[]> Names(KnowledgeBase knowledge)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var names = new List<string[]>();
        foreach (var entry in knowledge.OfKind(EntryKind.Substance))
        {
            foreach (var name in entry.Names.Prepend(entry.Title))
                if (seen.Add(name)) names.Add(name == entry.Title ? [name] : [name, entry.Title]);
            foreach (var brand in entry.Brands)
                if (seen.Add(brand)) names.Add([brand, entry.Title]);
        }
        foreach (var entry in knowledge.OfKind(EntryKind.Medicine))
            if (seen.Add(entry.Title)) names.Add([entry.Title]);
        foreach (var medicine in knowledge.Register.All)
            if (seen.Add(medicine.Name)) names.Add(medicine.Ingredients is [var only] && only.Equals(medicine.Name, StringComparison.OrdinalIgnoreCase) ? [medicine.Name] : [medicine.Name, string.Join(" + ", medicine.Ingredients)]);
        return names;
    }
}
