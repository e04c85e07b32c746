using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Uncramp.Diary;
using Uncramp.Knowledge;
using Uncramp.Trials;
using Uncramp.Web.Storage;
using Uncramp.Web.Tests.Accounts;

namespace Uncramp.Web.Tests.Trials;

/// <summary>One person's own machine with a clock that a test can move. It listens on a real port and keeps in a real database.</summary>
internal sealed class Alone : IAsyncDisposable
{
    public const string Stretch = "prevention/bedtime-stretch";

    private readonly string folder = Directory.CreateTempSubdirectory("uncramp-alone-").FullName;
    private WebApplication app = null!;
    private Database database = null!;

    public Clock Clock { get; } = new();

    public string Url { get; private set; } = "";

    public HttpClient Client { get; private set; } = null!;

    public static async Task<Alone> Open()
    {
        var alone = new Alone();
        var (database, _) = Database.Of(alone.folder, null);
        alone.database = database!;
        (await alone.database.Prepare(alone.Clock)).ShouldBeNull();
        alone.app = await WebApp.Build(new ServeOptions("http://127.0.0.1:0", alone.folder, null, null, Shared: false, BehindProxy: false), KnowledgeBase.BuiltIn, alone.database, alone.Clock);
        await alone.app.StartAsync();
        alone.Url = alone.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        alone.Client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(alone.Url) };
        return alone;
    }

    /// <summary>The coming night, by the clock of this machine.</summary>
    public Uncramp.Diary.Night Tonight => Uncramp.Diary.Night.Of(Clock.GetLocalNow().AddHours(8));

    public async Task Put(string path, string json)
    {
        using var response = await Client.PutAsync(path, new StringContent(json, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Nights before tonight, the last one last; null: nobody logged it.</summary>
    public async Task Log(params int?[] cramps)
    {
        for (var i = 0; i < cramps.Length; i++)
            if (cramps[i] is { } count) await Put($"/api/nights/{Tonight.Plus(i - cramps.Length)}", string.Create(CultureInfo.InvariantCulture, $"{{\"cramps\":{count}}}"));
    }

    /// <summary>A man of 68 who answered every question with no: no red flag stands or is open.</summary>
    public Task AnswerWell() => Put("/api/profile", JsonSerializer.Serialize(new { answers = new { person = new { age = 68, sex = "male" }, cramps = new { sites = new[] { "calf" }, timing = new[] { "in-bed" } }, absent = Absent } }));

    /// <summary>The diary as it is kept.</summary>
    public async Task<DiaryDocument> Diary() => DiaryReader.Read(await Client.GetByteArrayAsync("/api/export", TestContext.Current.CancellationToken), "export").Diary!;

    /// <summary>The only trial.</summary>
    public async Task<Trial> Trial() => (await Diary()).Trials.Single();

    /// <summary>Days pass, one by one. Each morning the night before is logged: so many cramps with the measure, so many without, and what was done; null: not logged.</summary>
    public async Task Follow(int nights, Func<int, Arm, int?> cramps)
    {
        for (var i = 0; i < nights; i++)
        {
            var trial = await Trial();
            Clock.Pass(TimeSpan.FromDays(1));
            var last = Tonight.Plus(-1);
            if (Allocation.Of(trial).On(last) is not { } night || cramps(last.Since(trial.Start), night.Arm) is not { } count) continue;
            await Put($"/api/nights/{last}", JsonSerializer.Serialize(new { cramps = count, did = night.Arm == Arm.With }));
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Whatever may raise a flag, by the knowledge itself.</summary>
    private static IEnumerable<string> Absent => KnowledgeBase.BuiltIn.Entries.Where(entry => entry.Kind is EntryKind.Symptom or EntryKind.Condition or EntryKind.Situation && entry.Question is not null && entry.Finding is { Defined: null }).Select(entry => entry.Id);
}
