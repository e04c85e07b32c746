using System.Diagnostics;
using System.Globalization;
using Uncramp.Knowledge;

// Prints the milliseconds that the first touch of the built-in knowledge took, once it is ready to be asked.
var started = Stopwatch.GetTimestamp();
var entries = KnowledgeBase.BuiltIn.Entries.Count;
var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{took:F2} ms, {entries} entries"));
