using Uncramp;
using Uncramp.Documents;
using Uncramp.Knowledge;

// Usage: Uncramp.Pack KNOWLEDGE-FOLDER OUTPUT
// Prints every problem in the form that builds understand, file(line): error CODE: what, and writes nothing when there is one.
var (folder, output) = (Path.GetFullPath(args[0]), args[1]);
var (documents, unreadable) = KnowledgeReader.Parse(KnowledgeFolder.Files(folder));
var (knowledge, unsound) = KnowledgeReader.Read(documents);
IReadOnlyList<Problem> problems = [.. unreadable, .. unsound, .. KnowledgeCheck.Check(knowledge)];
foreach (var problem in problems)
{
    var at = problem.Place.LastIndexOf(':');
    var place = at > 0 ? $"{Path.Combine(folder, problem.Place[..at])}({problem.Place[(at + 1)..]})" : Path.Combine(folder, problem.Place);
    Console.Error.WriteLine($"{place}: error {problem.Code}: {problem.What}; {problem.Remedy}");
}
if (problems.Count > 0) return 1;
using var stream = File.Create(output);
PackedNodes.Write(stream, documents);
return 0;
