using System.Diagnostics;
using System.Globalization;
using DuckDB.NET.Data;
using Hl7.Fhir.Serialization;
using Uncramp.Knowledge;
using Uncramp.ScreenBench;
using Uncramp.Screening;

// Arguments: the folder of the export (made when it is not there), its size in GB, rounds, the simdjson peer.
// Or: sizes, a folder, rounds. Or: peak, a file, threads.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args[0] is "sizes" or "peak")
{
    if (args[0] == "sizes") Sizes.Write(args[1], int.Parse(args[2], CultureInfo.InvariantCulture));
    else Sizes.WritePeak(args[1], int.Parse(args[2], CultureInfo.InvariantCulture));
    return;
}
var (folder, gigabytes, rounds, peer) = (args[0], double.Parse(args[1], CultureInfo.InvariantCulture), int.Parse(args[2], CultureInfo.InvariantCulture), args.Length > 3 ? args[3] : null);
if (!Directory.Exists(folder)) Generator.Write(folder, (long)(gigabytes * 1e9));
var all = ExportFile.Find([folder]).Files;
var needed = all.Where(file => Path.GetFileName(file.Path) is not ("Encounter.ndjson" or "Procedure.ndjson")).ToList();
var visits = all.Where(file => Path.GetFileName(file.Path) is "Encounter.ndjson").ToList();
var orders = all.Where(file => Path.GetFileName(file.Path) is "MedicationRequest.ndjson").ToList();
var results = all.Where(file => Path.GetFileName(file.Path) is "Observation.ndjson").ToList();
var counting = ExportFile.Find([Counting(folder)]).Files;
var cores = Environment.ProcessorCount;
var jobs = new List<(string Name, double Bytes, Action Run)>
{
    ("newline scan, 1 thread", Size(all), () => Newlines(all)),
    ("screen, 1 thread", Size(all), () => Screen(all, 1)),
    ($"screen, {cores} threads", Size(all), () => Screen(all, cores)),
    ("screen, visits alone, 1 thread", Size(visits), () => Read(visits)),
    ("screen, results alone, 1 thread", Size(results), () => Read(results)),
    ("screen, only results that count, 1 thread", Size(counting), () => Read(counting)),
    ("screen, orders alone, 1 thread, every line parsed", Size(orders), () => Read(orders, prefilter: false)),
    ($"screen, the four files of the small job, {cores} threads", Size(needed), () => Screen(needed, cores)),
    ($"its reading and merging alone, {cores} threads", Size(needed), () => Screening.Read(KnowledgeBase.BuiltIn, needed, new ScreenOptions(Threads: cores))),
    ($"DuckDB, the small job, {cores} threads", Size(needed), () => Duck(cores)),
};
if (peer is not null) jobs.Add(("simdjson on demand, the small job on all files, 1 thread", Size(all), () => Peer(peer)));
var firely = orders.Concat(results).SelectMany(file => File.ReadLines(file.Path).Take(4000)).ToArray();
jobs.Add(("Firely POCO, 8,000 lines, 1 thread", firely.Sum(line => line.Length + 1.0), Firely));
var times = jobs.ToDictionary(job => job.Name, _ => new List<double>());
for (var round = 0; round <= rounds; round++)
    foreach (var (name, bytes, run) in jobs)
    {
        GC.Collect();
        var watch = Stopwatch.StartNew();
        run();
        if (round > 0) times[name].Add(bytes / 1e6 / watch.Elapsed.TotalSeconds);
        Console.Error.WriteLine($"{round}/{rounds} {name}: {bytes / 1e6 / watch.Elapsed.TotalSeconds:0} MB/s");
    }
var scan = Median("newline scan, 1 thread");
Console.WriteLine($"{Size(all) / 1e9:0.00} GB, {cores} cores, medians of {rounds} interleaved rounds; {DateTime.UtcNow:yyyy-MM-dd}. \"Screen\" is the whole product: all classes, all labs, all rules, a row for each patient.");
Console.WriteLine();
Console.WriteLine("| what | MB/s | of the newline scan |");
Console.WriteLine("| --- | --- | --- |");
foreach (var (name, _, _) in jobs) Console.WriteLine($"| {name} | {Median(name):0} | {Median(name) / scan:0.000} |");
Console.WriteLine();
Console.WriteLine($"Ratios: {cores} threads to 1: {Median($"screen, {cores} threads") / Median("screen, 1 thread"):0.00}; screen to DuckDB on the files it needs: {Median($"screen, the four files of the small job, {cores} threads") / Median($"DuckDB, the small job, {cores} threads"):0.0}; screen to Firely, both 1 thread: {Median("screen, 1 thread") / Median("Firely POCO, 8,000 lines, 1 thread"):0}{(peer is null ? "" : $"; screen to simdjson, both 1 thread: {Median("screen, 1 thread") / Median("simdjson on demand, the small job on all files, 1 thread"):0.00}")}.");
using var self = Process.GetCurrentProcess();
Console.WriteLine($"Most memory of this process, all peers included: {self.PeakWorkingSet64 / 1e6:0} MB.");

double Median(string name) => times[name].Order().ElementAt(times[name].Count / 2);

// Results of our own labs alone: no line can be left out before it is read.
static string Counting(string folder)
{
    var file = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(folder))!, $"{Path.GetFileName(folder)}-counting.ndjson");
    if (!File.Exists(file)) File.WriteAllLines(file, File.ReadLines(Path.Combine(folder, "Observation.ndjson")).Where(line => !line.Contains("Something measured", StringComparison.Ordinal)));
    return file;
}

static double Size(IEnumerable<ExportFile> files) => files.Sum(file => file.Length);

static void Newlines(IEnumerable<ExportFile> files)
{
    var buffer = new byte[1 << 20];
    var lines = 0L;
    foreach (var file in files)
    {
        using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            // Line by line, as whoever reads lines must.
            for (var rest = buffer.AsSpan(0, read); rest.IndexOf((byte)'\n') is >= 0 and var end; rest = rest[(end + 1)..]) lines++;
        }
    }
    if (lines == 0) throw new InvalidOperationException("There is no line.");
}

static void Screen(IReadOnlyList<ExportFile> files, int threads)
{
    var summary = new ScreenSummary();
    foreach (var row in Screening.Read(KnowledgeBase.BuiltIn, files, new ScreenOptions(Threads: threads)).Rows()) summary.Add(row);
    if (summary.Contributors.Count == 0) throw new InvalidOperationException("Nothing was found.");
}

static void Read(IReadOnlyList<ExportFile> files, bool prefilter = true) => Screening.Read(KnowledgeBase.BuiltIn, files, new ScreenOptions(Threads: 1, Prefilter: prefilter));

void Duck(int threads)
{
    using var connection = new DuckDBConnection("DataSource=:memory:");
    connection.Open();
    using var command = connection.CreateCommand();
    command.CommandText = $$"""
        SET threads = {{threads}};
        WITH orders AS (SELECT subject.reference AS patient, medicationCodeableConcept.coding[1].code AS code FROM read_ndjson('{{folder}}/MedicationRequest.ndjson', columns = {status: 'VARCHAR', medicationCodeableConcept: 'STRUCT(coding STRUCT(code VARCHAR)[])', subject: 'STRUCT(reference VARCHAR)'}) WHERE status = 'active'),
        diagnoses AS (SELECT subject.reference AS patient, code.coding[1].code AS code FROM read_ndjson('{{folder}}/Condition.ndjson', columns = {clinicalStatus: 'STRUCT(coding STRUCT(code VARCHAR)[])', code: 'STRUCT(coding STRUCT(code VARCHAR)[])', subject: 'STRUCT(reference VARCHAR)'}) WHERE clinicalStatus.coding[1].code = 'active'),
        results AS (SELECT subject.reference AS patient, code.coding[1].code AS code, arg_max(valueQuantity.value, effectiveDateTime) AS newest FROM read_ndjson('{{folder}}/Observation.ndjson', columns = {status: 'VARCHAR', code: 'STRUCT(coding STRUCT(code VARCHAR)[])', subject: 'STRUCT(reference VARCHAR)', effectiveDateTime: 'TIMESTAMPTZ', valueQuantity: 'STRUCT(value DOUBLE)'}) WHERE status = 'final' AND code.coding[1].code IN ('2823-3', '17861-6') GROUP BY ALL),
        people AS (SELECT 'Patient/' || id AS patient, birthDate FROM read_ndjson('{{folder}}/Patient.ndjson', columns = {id: 'VARCHAR', birthDate: 'DATE'}))
        SELECT patient, birthDate, bool_or(o.code IN ('5487', '35208', '6916')) AS thiazide, bool_or(o.code IN ('4603', '38413')) AS loop, bool_or(o.code IN ('83367', '36567')) AS statin, bool_or(o.code = '9071') AS quinine,
            bool_or(d.code = '44054006') AS diabetes, bool_or(d.code = '709044004') AS kidney, max(r.newest) FILTER (r.code = '2823-3') AS potassium, max(r.newest) FILTER (r.code = '17861-6') AS calcium
        FROM people LEFT JOIN orders o USING (patient) LEFT JOIN diagnoses d USING (patient) LEFT JOIN results r USING (patient) GROUP BY patient, birthDate
        """;
    using var reader = command.ExecuteReader();
    var rows = 0;
    while (reader.Read()) rows++;
    if (rows == 0) throw new InvalidOperationException("DuckDB found nobody.");
}

void Peer(string program)
{
    using var process = Process.Start(new ProcessStartInfo(program, all.Select(file => file.Path)) { RedirectStandardOutput = true })!;
    process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    if (process.ExitCode != 0) throw new InvalidOperationException("The peer failed.");
}

void Firely()
{
    var parser = new FhirJsonDeserializer(new DeserializerSettings().UsingMode(DeserializationMode.Recoverable));
    foreach (var line in firely) parser.TryDeserializeResource(line, out _, out _);
}
