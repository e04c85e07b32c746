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

    /// <summary>[name, what it holds], or [name] where it is an ingredient or a class itself.</summary>
    private static List<string[]> Names(KnowledgeBase knowledge)
    {
        var names = new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in knowledge.OfKind(EntryKind.Substance))
        {
            names[entry.Title] = [];
            foreach (var name in entry.Names.Concat(entry.Brands))
            {
                if (!names.TryGetValue(name, out var holds)) names.Add(name, holds = []);
                holds.Add(entry.Title);
            }
        }
        foreach (var entry in knowledge.OfKind(EntryKind.Medicine)) names.TryAdd(entry.Title, []);
        foreach (var medicine in knowledge.Register.All)
        {
            var isIngredient = medicine.Ingredients is [var only] && only.Equals(medicine.Name, StringComparison.OrdinalIgnoreCase);
            // The register names every ingredient, also those we have no entry for.
            if (!names.TryGetValue(medicine.Name, out var ours)) names.Add(medicine.Name, isIngredient ? [] : [.. medicine.Ingredients]);
            else if (ours.Count > 0 && ours.Count < medicine.Ingredients.Count) names[medicine.Name] = [.. medicine.Ingredients];
        }
        return [.. names.Select(pair => pair.Value.Count == 0 ? new[] { pair.Key } : [pair.Key, string.Join(" + ", pair.Value.Distinct())])];
    }
}
