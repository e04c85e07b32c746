using System.Diagnostics;
using System.Text.Json.Nodes;
using Hl7.Fhir.Serialization;
using Uncramp.Tests;

namespace Uncramp.Fhir.Tests;

/// <summary>What implementations that are not ours object to: Firely's strict parser, the official JSON schema, Medplum's profile check.</summary>
internal static class Validators
{
    private static readonly FhirJsonDeserializer Strict = new(new DeserializerSettings().UsingMode(DeserializationMode.Strict));
    private static readonly Lazy<string> Installed = new(Install);

    /// <summary>Everything that any of them says of these resources.</summary>
    public static IReadOnlyList<string> Objections(params IReadOnlyCollection<JsonNode> resources) => [.. resources.SelectMany(OfFirely), .. OfNode(resources)];

    private static IEnumerable<string> OfFirely(JsonNode resource)
    {
        try
        {
            Strict.DeserializeResource(resource.ToJsonString());
            return [];
        }
        catch (DeserializationFailedException refused)
        {
            return refused.Exceptions.Select(error => $"{resource["resourceType"]}/{resource["id"]}: strict parser: {error.Message}");
        }
    }

    private static List<string> OfNode(IReadOnlyCollection<JsonNode> resources)
    {
        using var node = Start("node", Installed.Value, "validate.mjs");
        var said = node.StandardOutput.ReadToEndAsync();
        var wrong = node.StandardError.ReadToEndAsync();
        foreach (var resource in resources) node.StandardInput.WriteLine(resource.ToJsonString());
        node.StandardInput.Close();
        node.WaitForExit();
        node.ExitCode.ShouldBe(0, wrong.Result);
        var lines = said.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        // That none was skipped.
        lines[^1].ShouldBe($"{resources.Count} seen");
        lines.RemoveAt(lines.Count - 1);
        return lines;
    }

    /// <summary>Into artifacts, once for each list of packages.</summary>
    private static string Install()
    {
        var (from, to) = (Repository.Folder("tests", "Uncramp.Fhir.Tests", "validate"), Repository.Folder("artifacts", "validate"));
        Directory.CreateDirectory(to);
        File.Copy(Path.Combine(from, "validate.mjs"), Path.Combine(to, "validate.mjs"), overwrite: true);
        var (wanted, done) = (File.ReadAllText(Path.Combine(from, "package.json")), Path.Combine(to, "installed.json"));
        if (File.Exists(done) && File.ReadAllText(done) == wanted) return to;
        File.WriteAllText(Path.Combine(to, "package.json"), wanted);
        using var npm = Start("npm", to, "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts");
        npm.StandardInput.Close();
        var said = npm.StandardOutput.ReadToEndAsync();
        var wrong = npm.StandardError.ReadToEndAsync();
        npm.WaitForExit();
        npm.ExitCode.ShouldBe(0, $"npm install in {to}: {said.Result}{wrong.Result}");
        File.WriteAllText(done, wanted);
        return to;
    }

    private static Process Start(string program, string folder, params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException($"{program} is missing: the validators of FHIR need Node.js 18 or later (./test installs it).");
        }
    }
}
