using System.Globalization;
using Uncramp.Knowledge;

namespace Uncramp.Web.Check;

/// <summary>Something on a page to put right: the id of the input, and what to do.</summary>
public sealed record FormError(string Input, string Message);

/// <summary>Reads one page's inputs into the answers. What cannot be read is reported and left as it was.</summary>
internal static class StepForm
{
    public static List<FormError> Take(Step step, IFormCollection form, Answers answers, KnowledgeBase knowledge)
    {
        var errors = new List<FormError>();
        switch (step)
        {
            case Step.Signs signs: Ticks(signs.Items, form, answers, errors); break;
            case Step.Illnesses illnesses:
                Ticks(illnesses.Items, form, answers, null);
                answers.Conditions = Lines(form, "condition", errors);
                break;
            case Step.About about:
                foreach (var field in about.Fields) Read(field, form, answers, knowledge, errors);
                break;
            case Step.Medicines: Medicines(form, answers, errors); break;
            case Step.Further further:
                if (further.Open.Count > 0) Ticks(further.Open, form, answers, errors);
                foreach (var question in further.Questions) Read(question, form, answers);
                break;
            default:
                answers.Considering = Lines(form, "considering", errors);
                answers.Noticed = Lines(form, "noticed", errors);
                Results(form, answers, errors);
                break;
        }
        return errors;
    }

    /// <summary>The id of a checkbox or radio of an entry or field.</summary>
    public static string Id(string name) => name.Replace('/', '-').Replace('.', '-');

    /// <summary>Ticked is yes. The rest is no, not sure, or unknown while nobody said.</summary>
    private static void Ticks(IReadOnlyList<Entry> items, IFormCollection form, Answers answers, List<FormError>? errors)
    {
        var ticked = form["yes"].ToHashSet();
        var rest = form["rest"].ToString();
        foreach (var item in items)
        {
            if (ticked.Contains(item.Id)) answers.Said[item.Id] = "yes";
            else if (rest is "no" or "unsure") answers.Said[item.Id] = rest;
            else answers.Said.Remove(item.Id);
        }
        if (rest is not ("no" or "unsure") && !items.Any(item => ticked.Contains(item.Id)))
            errors?.Add(new FormError(Id(items[0].Id), "Tick what is true, or choose “None of these” or “Not sure”."));
    }

    private static void Read(Field field, IFormCollection form, Answers answers, KnowledgeBase knowledge, List<FormError> errors)
    {
        var typed = form[field.Path].ToString().Trim();
        answers.Unsure.Remove(field.Path);
        switch (field.Kind)
        {
            case FieldKind.Number:
                answers.Numbers.Remove(field.Path);
                if (typed.Length > 0) Number(field, typed, 1, answers, errors);
                break;
            case FieldKind.Span:
                answers.Numbers.Remove(field.Path);
                if (typed.Length > 0) Number(field, typed, Fields.WeeksOf(form[$"{field.Path}.unit"].ToString()), answers, errors);
                break;
            case FieldKind.Bands:
                answers.Numbers.Remove(field.Path);
                if (field.Bands.FirstOrDefault(band => band.Value.ToString(CultureInfo.InvariantCulture) == typed) is { Label: not null } band) answers.Numbers[field.Path] = band.Value;
                break;
            case FieldKind.One or FieldKind.Many:
                var chosen = form[field.Path].OfType<string>().Where(choice => Fields.IsChoice(knowledge, field.Path, choice)).Take(field.Kind == FieldKind.One ? 1 : int.MaxValue).Distinct().ToList();
                // What the diary has seen has no box to tick; it stays told.
                if (answers.Diary is { } diary && answers.Choices.TryGetValue(field.Path, out var before)) chosen = [.. before.Intersect(diary.Seen(field.Path)), .. chosen];
                if (chosen.Count > 0) answers.Choices[field.Path] = chosen;
                else answers.Choices.Remove(field.Path);
                break;
            case FieldKind.YesNo:
                if (knowledge.OfField(field.Path) is { } entry) Say(entry, typed, answers);
                break;
            default: Pregnancy(typed, form, answers, knowledge, errors); break;
        }
        if (form[field.Path].Contains("unsure") || form[$"{field.Path}.unsure"] == "unsure") answers.Unsure.Add(field.Path);
    }

    private static void Pregnancy(string typed, IFormCollection form, Answers answers, KnowledgeBase knowledge, List<FormError> errors)
    {
        foreach (var (path, when) in new[] { (Fields.PregnancyWeeks, "pregnant"), (Fields.PostpartumWeeks, "after") })
        {
            answers.Numbers.Remove(path);
            if (knowledge.OfField(path) is not { } entry) continue;
            Say(entry, typed is "" or "unsure" ? typed : typed == when ? "yes" : "no", answers);
            var weeks = form[$"{path}.weeks"].ToString().Trim();
            if (typed == when && weeks.Length > 0) Number(new Field(path, FieldKind.Number, "Weeks"), weeks, 1, answers, errors, $"{path}.weeks");
        }
    }

    private static void Number(Field field, string typed, double times, Answers answers, List<FormError> errors, string? input = null)
    {
        var (least, most) = Fields.Numbers[field.Path];
        if (!double.TryParse(typed.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            errors.Add(new FormError(Id(input ?? field.Path), $"{field.Label}: write a number, such as 6."));
        else if (number * times < least || number * times > most)
            errors.Add(new FormError(Id(input ?? field.Path), $"{field.Label}: {typed} is not possible. Write a number from {least:0} to {most / times:0}."));
        else answers.Numbers[field.Path] = number * times;
    }

    private static void Read(FurtherQuestion question, IFormCollection form, Answers answers)
    {
        var typed = form[question.Entry.Id].ToString();
        switch (question.Kind)
        {
            case FurtherKind.YesNo: Say(question.Entry, typed, answers); break;
            case FurtherKind.When:
                if (DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) answers.Dates[question.Entry.Id] = date;
                else answers.Dates.Remove(question.Entry.Id);
                break;
            default:
                foreach (var narrower in question.Entry.Narrower) Say(narrower, typed == narrower.Id ? "yes" : "", answers);
                break;
        }
        if (!answers.Asked.Contains(question.Entry.Id)) answers.Asked.Add(question.Entry.Id);
    }

    private static void Say(Entry entry, string typed, Answers answers)
    {
        if (typed is "yes" or "no" or "unsure") answers.Said[entry.Id] = typed;
        else answers.Said.Remove(entry.Id);
    }

    private static void Medicines(IFormCollection form, Answers answers, List<FormError> errors)
    {
        var (names, months) = (form["medicine"], form["started"]);
        answers.Medicines = [];
        for (var i = 0; i < Math.Min(names.Count, 60); i++)
        {
            var name = names[i]?.Trim() ?? "";
            var month = i < months.Count ? months[i]?.Trim() ?? "" : "";
            if (name.Length == 0) continue;
            if (name.Length > Answers.MaxText)
            {
                errors.Add(new FormError($"medicine-{i}", $"Line {i + 1} is too long. Write one medicine a line."));
                continue;
            }
            var medicine = new MedicineAnswer(name, month.Length == 0 ? null : month);
            if (medicine.Started is not null && medicine.StartedOn is null)
            {
                errors.Add(new FormError($"started-{i}", $"{name}: write the month like 2026-03, or leave it out."));
                medicine = medicine with { Started = null };
            }
            answers.Medicines.Add(medicine);
        }
        answers.MedicineList = form["list"].ToString() is "none" or "unsure" ? form["list"].ToString() : null;
    }

    private static List<string> Lines(IFormCollection form, string name, List<FormError> errors)
    {
        var lines = new List<string>();
        foreach (var line in form[name].SelectMany(text => (text ?? "").ReplaceLineEndings("\n").Split('\n')).Select(line => line.Trim()).Where(line => line.Length > 0).Take(60))
        {
            if (line.Length <= Answers.MaxText) lines.Add(line);
            else errors.Add(new FormError($"{name}-0", $"One line is too long: it has {line.Length} letters. Write up to {Answers.MaxText}."));
        }
        return lines;
    }

    private static void Results(IFormCollection form, Answers answers, List<FormError> errors)
    {
        answers.Results = [];
        for (var i = 0; i < Math.Min(form["test"].Count, 60); i++)
        {
            string At(string name) => i < form[name].Count ? form[name][i]?.Trim() ?? "" : "";
            var (test, value, unit, day) = (At("test"), At("value"), At("unit"), At("day"));
            if (test.Length == 0 && value.Length == 0) continue;
            if (test.Length is 0 or > Answers.MaxText) errors.Add(new FormError($"test-{i}", "Write the name of the test, such as potassium."));
            else if (!double.TryParse(value.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number)) errors.Add(new FormError($"value-{i}", $"{test}: write the result as a number, such as 4.1."));
            else if (unit.Length is 0 or > Answers.MaxText) errors.Add(new FormError($"unit-{i}", $"{test}: write the unit, such as mmol/L. It stands beside the number."));
            else answers.Results.Add(new ResultAnswer(test, number, unit, DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null));
        }
    }
}
