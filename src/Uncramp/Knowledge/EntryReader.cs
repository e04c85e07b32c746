using Uncramp.Documents;

namespace Uncramp.Knowledge;

/// <summary>One document → one entry. Reads on past errors: all of them are reported in one run.</summary>
internal static class EntryReader
{
    private static readonly Dictionary<string, Certainty> Certainties = new()
    {
        ["high"] = Certainty.High, ["moderate"] = Certainty.Moderate, ["low"] = Certainty.Low, ["very-low"] = Certainty.VeryLow,
    };

    private static readonly Dictionary<string, CareLevel> Levels = new()
    {
        ["emergency"] = CareLevel.Emergency, ["same-day"] = CareLevel.SameDay, ["appointment"] = CareLevel.Appointment,
    };

    private static readonly Dictionary<string, CareLevel> BandLevels = new()
    {
        ["emergency"] = CareLevel.Emergency, ["same-day"] = CareLevel.SameDay, ["routine"] = CareLevel.Routine,
    };

    private static readonly Dictionary<string, Verdict> Verdicts = new()
    {
        ["supported"] = Verdict.Supported, ["may-try"] = Verdict.MayTry, ["ask-first"] = Verdict.AskFirst, ["avoid"] = Verdict.Avoid,
    };

    private static readonly Dictionary<string, Position> Positions = new()
    {
        ["sitting"] = Position.Sitting, ["standing"] = Position.Standing, ["on-side"] = Position.OnSide, ["on-back"] = Position.OnBack,
    };

    private static readonly Dictionary<string, TonightTurn> Turns = new()
    {
        ["first"] = TonightTurn.First, ["next"] = TonightTurn.Next, ["after"] = TonightTurn.After,
    };

    private static readonly Dictionary<string, Likelihood> Likelihoods = new()
    {
        ["possible"] = Likelihood.Possible, ["likely"] = Likelihood.Likely, ["none"] = Likelihood.None,
    };

    private static readonly Dictionary<string, FindingType> Types = new()
    {
        ["yes-no"] = FindingType.YesNo, ["number"] = FindingType.Number, ["choice"] = FindingType.Choice,
    };

    private static readonly Dictionary<string, Hook> Hooks = new()
    {
        ["patient-view"] = Hook.PatientView, ["order-select"] = Hook.OrderSelect, ["order-sign"] = Hook.OrderSign,
    };

    private static readonly string[] Systems = ["icd10", "icd10cm", "snomed", "loinc", "atc", "rxnorm"];

    /// <summary>Words a claim may be judged with.</summary>
    internal static readonly string[] ClaimVerdicts = ["supported", "plausible", "weak", "contradicted", "unsafe", "mistranslated", "outside-scope"];

    private static readonly string[] Withins = ["now", "today", "3 days", "2 weeks", "4 weeks"];

    public static Entry Read(EntryKind kind, string name, string file, Node root, List<Problem> problems)
    {
        var fields = new Fields(root, file, problems);
        var id = $"{kind.Name()}/{name}";
        var entry = new Entry
        {
            Id = id,
            Kind = kind,
            File = file,
            Document = root,
            Title = fields.Required("title"),
            Names = fields.Texts("names"),
            Said = Patterns(fields, "said"),
            Hints = Patterns(fields, "hints"),
            Codes = Codes(fields),
            Broader = fields.Refs("broader"),
            Say = fields.Text("say"),
            Text = fields.Text("text"),
            Clinician = fields.Text("clinician"),
            Question = fields.Text("question"),
            Why = fields.Text("why"),
            Claims = [.. fields.Items("claims").Select(item => Claim(fields.Inner(item))).OfType<Claim>()],
            Sources = fields.Refs("sources"),
            Certainty = fields.Word("certainty", Certainties),
            Checked = fields.Date("checked"),
            Unverified = kind != EntryKind.Source && fields.Flag("unverified"),
            Examples = [.. fields.Items("examples").Select(item => Example(fields, item)).OfType<Example>()],
            Tests = fields.Refs("tests"),
            Finding = kind.IsFinding() ? Finding(fields) : null,
            Contribution = kind == EntryKind.Lookalike ? LookalikeContribution(fields) : kind.IsContributor() ? Contribution(fields) : null,
            Lab = kind == EntryKind.Lab ? Lab(fields) : null,
            Flag = kind == EntryKind.Flag ? Flag(fields) : null,
            When = kind == EntryKind.Warning ? Required(fields, "when") : null,
            Measure = kind.IsMeasure() ? Measure(fields) : null,
            TrialGates = kind == EntryKind.Article ? [.. fields.Items("trial-gates").Select(item => TrialGate(fields.Inner(item))).OfType<TrialGate>()] : [],
            TrialStops = kind == EntryKind.Article ? fields.Texts("trial-stops") : [],
            Fit = kind == EntryKind.Problem ? Fit(fields) : null,
            Source = kind == EntryKind.Source ? Source(fields) : null,
            Brands = kind == EntryKind.Substance ? fields.Texts("brands") : [],
            Substances = kind is EntryKind.Medicine or EntryKind.Treatment ? fields.Refs("substances") : [],
            AlwaysReview = kind == EntryKind.Medicine && fields.Flag("review"),
            IsMarker = fields.Flag("marker"),
            TellApart = kind == EntryKind.Lookalike ? fields.Text("tell-apart") : null,
            // Measures without a place of their own stand behind those that have one.
            Order = kind.IsMeasure() ? fields.Whole("order") ?? int.MaxValue : kind is EntryKind.Checklist or EntryKind.Article || kind.IsFinding() ? fields.Whole("order") ?? 0 : 0,
            For = kind == EntryKind.Audit ? Required(fields, "for") : kind.IsMeasure() || kind == EntryKind.Checklist ? CriterionReader.Take(fields, "for") : null,
            Card = fields.Take("card") is { } card ? Card(fields.Inner(card)) : null,
        };
        fields.Done();
        return entry;
    }

    internal static List<PhrasePattern> Patterns(Fields fields, string key)
    {
        var patterns = new List<PhrasePattern>();
        foreach (var item in fields.Items(key))
        {
            if (item.Kind == NodeKind.Map)
            {
                var inner = fields.Inner(item);
                var words = inner.Required("words");
                patterns.Add(new PhrasePattern(words, inner.Range(), item.Line));
                inner.Done();
            }
            else if (item.Kind == NodeKind.Text && item.Text!.Trim().Length > 0) patterns.Add(new PhrasePattern(item.Text.Trim(), null, item.Line));
            else fields.Report("UNC014", item.Line, $"A pattern is {item.Described}, not words", "write the words in quotes");
        }
        return patterns;
    }

    private static List<Code> Codes(Fields fields)
    {
        var node = fields.Take("codes");
        if (node is null) return [];
        var codes = new List<Code>();
        foreach (var (system, values) in node.Pairs)
        {
            if (!Systems.Contains(system)) fields.Report("UNC011", values.Line, $"'{system}' is not a code system", $"use one of: {string.Join(", ", Systems)}");
            foreach (var value in values.Kind == NodeKind.List ? values.Items : [values])
                if (value.Text is { Length: > 0 } text) codes.Add(new Code(system, text, value.Line));
        }
        return codes;
    }

    private static Claim? Claim(Fields fields)
    {
        var verdict = fields.Required("verdict");
        if (verdict.Length > 0 && !ClaimVerdicts.Contains(verdict))
            fields.Report("UNC011", fields.Map.Line, $"'verdict: {verdict}' is not known", $"use one of: {string.Join(", ", ClaimVerdicts)}");
        var certainty = fields.Word("certainty", Certainties);
        if (certainty is null && fields.Map["certainty"] is null) fields.Report("UNC010", fields.Map.Line, "'certainty' is missing", "add 'certainty: very-low' or higher");
        var beside = fields.Take("beside") is { } node ? node.Kind == NodeKind.List ? fields.Texts("beside") : [node.Text!] : (IReadOnlyList<string>)[];
        var claim = new Claim(fields.Required("answers"), verdict, fields.Required("text"), certainty ?? Certainty.VeryLow, fields.Refs("sources"), beside, fields.Map.Line);
        fields.Done();
        return claim.Answers.Length == 0 ? null : claim;
    }

    private static Example? Example(Fields fields, Node item)
    {
        if (item.Kind != NodeKind.Map || item["given"] is not { } given || item["expect"] is not { } expect)
        {
            fields.Report("UNC010", item.Line, "An example needs 'given' and 'expect'", "write name, given and expect");
            return null;
        }
        var inner = fields.Inner(item);
        inner.Take("given");
        inner.Take("expect");
        var example = new Example(inner.Text("name") ?? $"example at line {item.Line}", given, expect, item.Line);
        inner.Done();
        return example;
    }

    private static Finding Finding(Fields fields) => new()
    {
        Type = fields.Word("type", Types) ?? FindingType.YesNo,
        Field = fields.Text("field"),
        Unit = fields.Map["plausible"] is null && fields.Map["bands"] is null && fields.Map["units"] is null ? fields.Text("unit") : null,
        Choices = [.. fields.Take("choices")?.Pairs.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Text ?? pair.Key)) ?? []],
        LastsDays = fields.Days("lasts"),
        Becomes = fields.Ref("becomes"),
        Suspect = CriterionReader.Take(fields, "suspect"),
        Defined = CriterionReader.Take(fields, "defined"),
        Never = CriterionReader.Take(fields, "never"),
        Checklist = fields.Ref("checklist"),
        Which = fields.Text("which"),
        Unjudged = fields.Text("unjudged"),
        Tonight = fields.Take("tonight") is { } chip ? Chip(fields.Inner(chip)) : null,
    };

    private static TonightChip Chip(Fields fields)
    {
        var chip = new TonightChip(fields.Required("label"), fields.Whole("order") ?? 0, fields.Text("say"));
        fields.Done();
        return chip;
    }

    private static Card? Card(Fields fields)
    {
        if (fields.Map.Kind != NodeKind.Map)
        {
            fields.Report("UNC014", fields.Map.Line, $"'card' is {fields.Map.Described}, not an object", "write card: { hooks: [order-sign], summary: … }");
            return null;
        }
        var hooks = fields.WordList("hooks", Hooks);
        if (hooks.Count == 0) fields.Report("UNC010", fields.Map.Line, "A card needs 'hooks'", $"list one or more of: {string.Join(", ", Hooks.Keys)}");
        var (indicator, suggest) = (fields.Text("indicator"), fields.Text("suggest"));
        if (indicator is not (null or "info" or "warning")) fields.Report("UNC011", fields.Map.Line, $"'indicator: {indicator}' is not known", "use one of: info, warning");
        if (suggest is not (null or "tests")) fields.Report("UNC011", fields.Map.Line, $"'suggest: {suggest}' is not known", "write 'suggest: tests': no other order is suggested");
        var card = new Card(hooks, fields.Required("summary"), CriterionReader.Take(fields, "when"), indicator == "warning", suggest == "tests", fields.Map.Line);
        fields.Done();
        return card;
    }

    private static Contribution? Contribution(Fields fields)
    {
        var weight = fields.Whole("weight");
        var means = fields.Text("weight-means");
        var node = fields.Take("contributes");
        if (node is null) return null;
        if (node.Kind != NodeKind.Map)
        {
            fields.Report("UNC014", node.Line, $"'contributes' is {node.Described}, not an object", "write contributes: { present: possible }");
            return null;
        }
        if (weight is null or < 1 or > 5) fields.Report("UNC010", node.Line, "A contributor needs a weight from 1 to 5", "add 'weight: 1' or higher");
        if (means is null) fields.Report("UNC010", node.Line, "'weight-means' is missing", "say in one line what the weight stands for");
        var inner = fields.Inner(node);
        var contribution = new Contribution
        {
            Present = inner.Word("present", Likelihoods) ?? Likelihood.Possible,
            Possible = CriterionReader.Take(inner, "possible"),
            Likely = CriterionReader.Take(inner, "likely"),
            Weight = Math.Clamp(weight ?? 1, 1, 5),
            WeightMeans = means,
        };
        inner.Done();
        return contribution;
    }

    private static Contribution LookalikeContribution(Fields fields) => new()
    {
        Present = Likelihood.None,
        Possible = CriterionReader.Take(fields, "possible"),
        Likely = CriterionReader.Take(fields, "likely"),
        Weight = fields.Whole("weight") ?? 1,
        WeightMeans = fields.Text("weight-means"),
    };

    private static Lab Lab(Fields fields)
    {
        var units = new List<UnitConversion>();
        foreach (var (unit, factor) in fields.Take("units")?.Pairs ?? [])
        {
            if (factor.Number is { } times) units.Add(new UnitConversion(unit, times, 0));
            else if (factor["times"]?.Number is { } scale) units.Add(new UnitConversion(unit, scale, factor["plus"]?.Number ?? 0));
            else fields.Report("UNC014", factor.Line, $"The unit '{unit}' has no factor", "write the number to multiply by");
        }
        var range = fields.Take("range");
        var plausible = fields.Take("plausible");
        return new Lab
        {
            Unit = fields.Required("unit"),
            Units = units,
            Low = range?["low"]?.Number,
            High = range?["high"]?.Number,
            Plausible = plausible is null ? null : Inner(fields, plausible).Range(),
            Adjust = Adjustment(fields),
            Raises = fields.Ref("raises"),
            Bands = [.. fields.Items("bands").Select(item => Band(fields.Inner(item))).OfType<LabBand>()],
        };
    }

    private static LabAdjustment? Adjustment(Fields fields)
    {
        if (fields.Take("adjust") is not { Kind: NodeKind.Map } node) return null;
        var inner = fields.Inner(node);
        var (other, at, per) = (inner.Ref("for"), inner.Number("at"), inner.Number("per"));
        inner.Done();
        if (other is not null && at is { } normal && per is { } each) return new LabAdjustment(other, normal, each);
        fields.Report("UNC010", node.Line, "'adjust' needs for, at and per", "write adjust: { for: lab/albumin, at: 40, per: 0.02 }");
        return null;
    }

    private static Fields Inner(Fields fields, Node node) => fields.Inner(node);

    private static LabBand? Band(Fields fields)
    {
        var level = fields.Word("level", BandLevels);
        var range = fields.Range();
        var band = new LabBand(level ?? CareLevel.Routine, range ?? new NumberRange(null, null, null, null), CriterionReader.Take(fields, "when"), fields.Flag("per-upper-limit"), fields.Flag("per-baseline"), fields.Map.Line);
        if (range is null) fields.Report("UNC010", fields.Map.Line, "A band has no range", "add from or below");
        fields.Done();
        return level is null || range is null ? null : band;
    }

    private static Flag Flag(Fields fields)
    {
        var levels = fields.Items("levels").Select(item => Level(fields.Inner(item))).OfType<FlagLevel>().OrderByDescending(level => level.Level).ToList();
        if (levels.Count == 0) fields.Report("UNC010", fields.Map.Line, "A flag needs at least one level", "add levels: [{ level, within, when, say }]");
        fields.Take("keep-taking");
        return new Flag { Levels = levels, ThinkOf = fields.Text("think-of"), Allows = fields.Refs("allows"), Hold = fields.Refs("hold") };
    }

    private static FlagLevel? Level(Fields fields)
    {
        var level = fields.Word("level", Levels);
        var within = fields.Required("within");
        if (within.Length > 0 && !Withins.Contains(within)) fields.Report("UNC011", fields.Map.Line, $"'within: {within}' is not known", $"use one of: {string.Join(", ", Withins)}");
        var when = Required(fields, "when");
        var say = fields.Required("say");
        var who = fields.Text("who");
        fields.Done();
        return level is null || when is null ? null : new FlagLevel(level.Value, within, when, say, who, fields.Map.Line);
    }

    private static Measure Measure(Fields fields) => new()
    {
        Steps = fields.Texts("steps"),
        Effect = fields.Text("effect"),
        Trialable = fields.Flag("trialable"),
        Trial = fields.Take("trial") is { } trial ? Trial(fields.Inner(trial)) : null,
        CarryOver = fields.Text("carry-over"),
        Verdict = fields.Word("verdict", Verdicts) ?? Verdict.MayTry,
        Gates = [.. fields.Items("gates").Select(item => Gate(fields.Inner(item))).OfType<Gate>()],
        Positions = fields.WordList("positions", Positions),
        Tonight = fields.Take("tonight") is { } step ? Tonight(fields.Inner(step)) : null,
    };

    private static TonightStep? Tonight(Fields fields)
    {
        var turn = fields.Word("turn", Turns);
        var (order, does, helper) = (fields.Whole("order") ?? 0, fields.Required("do"), fields.Texts("helper"));
        var place = turn == TonightTurn.First ? new TonightPlace(fields.Required("place"), fields.Required("label"), fields.Required("site")) : null;
        fields.Done();
        if (turn is null) fields.Report("UNC010", fields.Map.Line, "'turn' is missing", "add 'turn: first', 'next' or 'after'");
        if (does.Split(' ').Length > TonightStep.MostWords) fields.Report("UNC081", fields.Map.Line, $"'do' has more than {TonightStep.MostWords} words", "say it shorter: it is read in pain, in the dark");
        return turn is { } known ? new TonightStep(known, order, does, helper, place) : null;
    }

    private static TrialPlan Trial(Fields fields)
    {
        var block = fields.Whole("block") ?? 7;
        var plan = new TrialPlan(block, fields.Whole("shortest") ?? block, fields.Whole("washout") ?? 0, fields.Flag("supplement"), fields.Flag("blind"));
        if (plan.Shortest < 1 || plan.Shortest > plan.Block || plan.Block > 56 || plan.Washout is < 0 or > 56)
            fields.Report("UNC084", fields.Map.Line, "Such blocks cannot be", "write nights: 1 ≤ shortest ≤ block ≤ 56, and a washout from 0 to 56");
        fields.Done();
        return plan;
    }

    private static TrialGate? TrialGate(Fields fields)
    {
        var of = fields.Text("of");
        if (of is not (null or "supplements" or "all")) fields.Report("UNC011", fields.Map.Line, $"'of: {of}' is not known", "use one of: all, supplements");
        return Gate(fields) is { } gate ? new TrialGate(gate, of == "supplements") : null;
    }

    private static PlaceboArm? Placebo(Fields fields)
    {
        var (before, after, weeks, people) = (fields.Number("before"), fields.Number("after"), fields.Whole("weeks"), fields.Whole("people"));
        fields.Done();
        if (before > 0 && after >= 0 && weeks > 0 && people > 0) return new PlaceboArm(before.Value, after.Value, weeks.Value, people.Value);
        fields.Report("UNC010", fields.Map.Line, "'placebo' needs before, after, weeks and people", "write placebo: { before: 8.5, after: 5.5, weeks: 4, people: 46 }, cramps a week");
        return null;
    }

    private static Gate? Gate(Fields fields)
    {
        var when = Required(fields, "when");
        var gate = new Gate(
            when!, fields.Word("verdict", Verdicts) ?? Verdict.Avoid, fields.Required("say"), fields.Required("rationale"), fields.Word("certainty", Certainties), fields.Refs("sources"), fields.Map.Line);
        var unverified = fields.Flag("unverified");
        if (gate.Sources.Count == 0 && !unverified) fields.Report("UNC010", fields.Map.Line, "A gate has neither sources nor 'unverified: true'", "name the source, or mark it unverified");
        fields.Done();
        return when is null ? null : gate;
    }

    private static Fit? Fit(Fields fields)
    {
        var criteria = new List<FitCriterion>();
        foreach (var item in fields.Items("criteria"))
        {
            var inner = fields.Inner(item);
            var (id, title, when) = (inner.Required("id"), inner.Required("title"), Required(inner, "when"));
            inner.Done();
            if (when is not null) criteria.Add(new FitCriterion(id, title, when));
        }
        var typical = Required(fields, "typical");
        var unlikely = Required(fields, "unlikely");
        return typical is null || unlikely is null ? null : new Fit { Criteria = criteria, Typical = typical, Unlikely = unlikely };
    }

    private static Criterion? Required(Fields fields, string key)
    {
        if (fields.Take(key) is not null) return CriterionReader.Take(fields, key);
        fields.Report("UNC010", fields.Map.Line, $"'{key}' is missing", $"add '{key}: …'");
        return null;
    }

    private static Source Source(Fields fields)
    {
        fields.Take("topics");
        return new Source
        {
            Authors = fields.Text("authors"),
            Journal = fields.Text("journal"),
            Year = fields.Whole("year"),
            Doi = fields.Text("doi"),
            Pmid = fields.Text("pmid"),
            Design = fields.Text("design"),
            N = fields.Text("n"),
            Findings = fields.Text("findings"),
            Verified = fields.Flag("verified"),
            UnverifiedFields = fields.Texts("unverified"),
            Read = fields.Text("read"),
            Status = fields.Text("status"),
            Note = fields.Text("note"),
            Placebo = fields.Take("placebo") is { } placebo ? Placebo(fields.Inner(placebo)) : null,
        };
    }
}
