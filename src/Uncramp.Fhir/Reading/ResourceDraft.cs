using System.Text.Json;
using Uncramp.Facts;

namespace Uncramp.Fhir.Reading;

/// <summary>One resource while it is read: its properties in any order, then the decision whether it counts.</summary>
internal struct ResourceDraft(Reading reading, ElementReader elements)
{
    /// <summary>Why a Condition does not count that was true once.</summary>
    internal const string Over = "it is over";

    private bool? clinicallyActive;
    private bool verificationRefutes;
    private bool over;
    private string? undecided;
    private string? rangeUnit;
    private List<Coding>? names;

    /// <summary>Reads to the end of the object the scan stands on.</summary>
    public void Read(ref Scan scan, ReadOnlySpan<byte> utf8)
    {
        var from = elements.Slips.Count;
        scan.Enter();
        var first = true;
        while (scan.Property(ref first, out var written))
        {
            var name = Names.Known(written);
            if (name == "contained") Contained(ref scan, utf8);
            else if (Wants(name)) Part(ref scan, name);
            else scan.Skip();
        }
        Decide();
        if (elements.Slips.Count > from) reading.Slips = [.. elements.Slips.Skip(from)];
    }

    /// <summary>Reads a part of the resource that has properties of the same names: a component.</summary>
    private void Read(ref Utf8JsonReader reader)
    {
        while (ElementReader.Next(ref reader, out var name)) Property(ref reader, name);
    }

    private void Part(ref Scan scan, string name)
    {
        if (IsPlain(ref scan, name)) return;
        var reader = elements.At(ref scan);
        Property(ref reader, name);
    }

    /// <summary>Most of what is wanted is a short text or the same as in the resource before: taken without a second look. Anything odd is left to <see cref="Property"/>.</summary>
    private bool IsPlain(ref Scan scan, string name)
    {
        var after = scan;
        switch (scan.Here)
        {
            case (byte)'"':
                var text = after.Skip()[1..^1];
                switch (name)
                {
                    // There are many results, and nobody refers to one.
                    case "id" when reading.Kind == ResourceKind.Observation && ElementReader.IsPlain(text): break;
                    case "id" when elements.Seen(text) is { } id: reading.Id = id; break;
                    case "status" when elements.Seen(text) is { } status: reading.Status = status.ToLowerInvariant(); break;
                    case "effectiveDateTime" or "onsetDateTime" when Dates.TryParse(text, out var day, out var instant): (reading.Start, reading.Instant) = (day, instant); break;
                    case "authoredOn" or "recordedDate" when Dates.TryParse(text, out var day, out _): reading.Recorded = day; break;
                    default: return false;
                }
                break;
            case (byte)'{' when name is "code" or "medicationCodeableConcept" && reading.Kind != ResourceKind.Composition && elements.Recall(after.Skip()) is { } concept: reading.Concept = concept; break;
            case (byte)'{' when name == "valueCodeableConcept" && reading.Kind == ResourceKind.Observation && elements.Recall(after.Skip()) is { } concept: reading.ValueConcept = concept; break;
            case (byte)'{' when name == "clinicalStatus" && reading.Kind == ResourceKind.Condition && elements.Recall(after.Skip()) is { } concept: ClinicalStatus(concept); break;
            case (byte)'{' when name == "verificationStatus" && reading.Kind == ResourceKind.Condition && elements.Recall(after.Skip()) is { } concept: Verification(concept); break;
            case (byte)'{' when name == "valueQuantity" && reading.Kind == ResourceKind.Observation && elements.Plain(ref after, out var value, out var unit): (reading.Value, reading.Unit, reading.Comparator) = (value, unit, null); break;
            case (byte)'{' when name == "subject" && elements.RecallReference(after.Skip()) is { } patient: reading.Patient = patient; break;
            default: return false;
        }
        scan = after;
        return true;
    }

    /// <summary>Names that some resource gives a meaning to; all others are passed over by their brackets alone.</summary>
    internal static bool Wants(string name) => name switch
    {
        "" or "meta" or "text" or "type" or "name" or "extension" or "request" or "resourceType" or "context" or "system" or "version" or "userSelected" or "display" or "reference" or "value" or "unit" => false,
        _ => true,
    };

    private void Property(ref Utf8JsonReader reader, string name)
    {
        switch (name)
        {
            case "id": reading.Id = elements.Text(ref reader); break;
            case "status": reading.Status = Deciding(ref reader, "status"); break;
            case "intent": reading.Intent = Deciding(ref reader, "intent"); break;
            case "doNotPerform": reading.DoNotPerform = DecidingFlag(ref reader, "doNotPerform"); break;
            case "subject" or "patient" when reading.Kind != ResourceKind.Patient: Patient(ref reader); break;
            case "code" or "medicationCodeableConcept" when reading.Kind != ResourceKind.Composition: About(ref reader); break;
            case "medicationReference": Medicine(ref reader); break;
            case "medication": OtherVersion(ref reader, "R5"); break;
            case "taken" or "wasNotTaken" or "notGiven" or "notDone": OtherVersion(ref reader, "STU3 or DSTU2"); break;
            case "clinicalStatus" when reading.Kind == ResourceKind.Condition: ClinicalStatus(ref reader); break;
            case "verificationStatus" when reading.Kind == ResourceKind.Condition: Verification(ref reader); break;
            case "modifierExtension": Modified(ref reader); break;
            case "contained": elements.Wrong(ref reader, "a resource in a list"); break;
            case "onsetDateTime" or "effectiveDateTime" or "effectiveInstant" or "performedDateTime" or "date":
                reading.Start = elements.Date(ref reader, out var instant);
                reading.Instant = instant;
                break;
            case "onsetPeriod" or "effectivePeriod" or "performedPeriod": (reading.Start, reading.Instant, reading.End) = elements.Period(ref reader); break;
            case "occurrenceDateTime" or "occurrencePeriod" when reading.Kind == ResourceKind.Procedure: OtherVersion(ref reader, "R5"); break;
            case "abatementDateTime":
                reading.End = elements.Date(ref reader, out _);
                over = true;
                break;
            case "abatementPeriod" or "abatementAge" or "abatementRange" or "abatementString":
                over |= reader.TokenType != JsonTokenType.Null;
                reader.Skip();
                break;
            case "abatementBoolean": over |= elements.Flag(ref reader) == true; break;
            case "authoredOn" or "recordedDate" or "dateAsserted" or "whenHandedOver" or "authored": reading.Recorded = elements.Date(ref reader, out _); break;
            case "daysSupply": reading.DaysSupply = elements.Quantity(ref reader).Value; break;
            case "component": Components(ref reader); break;
            case "ingredient" when reading.Kind == ResourceKind.Medication: Ingredients(ref reader); break;
            case "identifier" when reading.Kind == ResourceKind.Medication: Identifiers(ref reader); break;
            case "item" when reading.Kind == ResourceKind.QuestionnaireResponse: Answers(ref reader); break;
            case "gender": reading.Sex = elements.Text(ref reader); break;
            case "birthDate": reading.Born = elements.Date(ref reader, out _); break;
            case "deceasedBoolean": reading.Died |= elements.Flag(ref reader) == true; break;
            case "deceasedDateTime": reading.Died |= elements.Date(ref reader, out _) is not null; break;
            default:
                if (reading.Kind == ResourceKind.Observation) Result(ref reader, name);
                else reader.Skip();
                break;
        }
    }

    /// <summary>The value of an Observation or of its part.</summary>
    private void Result(ref Utf8JsonReader reader, string name)
    {
        switch (name)
        {
            case "valueQuantity": (reading.Value, reading.Unit, reading.Comparator) = elements.Quantity(ref reader); break;
            case "valueInteger": reading.Value = elements.Number(ref reader); break;
            case "valueCodeableConcept": reading.ValueConcept = elements.Concept(ref reader); break;
            case "valueString": reading.ValueConcept = elements.Text(ref reader) is { } words ? new Concept([], words) : null; break;
            case "valueBoolean": reading.ValueFlag = elements.Flag(ref reader); break;
            case "valueDateTime": reading.End = elements.Date(ref reader, out _); break;
            case "valueRange" or "valueRatio" or "valueSampledData" or "valueTime" or "valuePeriod":
                if (reader.TokenType != JsonTokenType.Null) reading.NoValue ??= "its value is no single number";
                reader.Skip();
                break;
            case "dataAbsentReason":
                if (reader.TokenType != JsonTokenType.Null) reading.NoValue = "it says why there is no value";
                reader.Skip();
                break;
            case "referenceRange": ReferenceRange(ref reader); break;
            default: reader.Skip(); break;
        }
    }

    /// <summary>It may turn the meaning round, and who does not know it must not read on as if it were not there (hl7.org/fhir/R4/extensibility.html#modifierExtension).</summary>
    private void Modified(ref Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;
        var holds = reader.TokenType is not (JsonTokenType.Null or JsonTokenType.StartArray);
        if (reader.TokenType == JsonTokenType.StartArray)
            while (reader.Read() && reader.CurrentDepth > depth) holds = true;
        else reader.Skip();
        if (holds) undecided = "modifierExtension";
    }

    /// <summary>Text that decides whether the resource counts: unreadable, it does not.</summary>
    private string? Deciding(ref Utf8JsonReader reader, string name)
    {
        var absent = reader.TokenType == JsonTokenType.Null;
        var text = elements.Text(ref reader);
        if (text is null && !absent) undecided = name;
        return text?.ToLowerInvariant();
    }

    private bool DecidingFlag(ref Utf8JsonReader reader, string name)
    {
        var absent = reader.TokenType == JsonTokenType.Null;
        var flag = elements.Flag(ref reader);
        if (flag is null && !absent) undecided = name;
        return flag == true;
    }

    /// <summary>Without knowing whom it is about, it does not count.</summary>
    private void Patient(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject) reading.Patient = elements.Reference(ref reader).Target;
        else
        {
            undecided = "subject";
            elements.Wrong(ref reader, "a reference");
        }
    }

    private void About(ref Utf8JsonReader reader)
    {
        var concept = elements.Concept(ref reader);
        if (!concept.IsEmpty) reading.Concept = concept;
    }

    private void Medicine(ref Utf8JsonReader reader)
    {
        (reading.Medicine, var display) = elements.Reference(ref reader);
        if (display is not null && reading.Concept.IsEmpty) reading.Concept = new Concept([], display);
    }

    private void OtherVersion(ref Utf8JsonReader reader, string version)
    {
        reading.OtherVersion ??= version;
        elements.Slip(ref reader, $"This is how FHIR {version} writes it", "export the record as FHIR R4");
        undecided = "shape";
        reader.Skip();
    }

    /// <summary>A CodeableConcept since R4; text before.</summary>
    private void ClinicalStatus(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.Null))
        {
            if (reader.TokenType == JsonTokenType.String) reading.OtherVersion ??= "STU3 or DSTU2";
            elements.Wrong(ref reader, "an object with codes");
            undecided = "clinicalStatus";
            return;
        }
        var slipped = elements.Slipped;
        var concept = elements.Concept(ref reader);
        ClinicalStatus(concept);
        if (concept.IsEmpty && elements.Slipped > slipped) undecided = "clinicalStatus";
    }

    private void ClinicalStatus(Concept concept)
    {
        reading.IsR4 |= concept.Codings.Count > 0;
        if (!concept.IsEmpty) clinicallyActive = concept.Codings.Any(coding => IsActive(coding.Code)) || (concept.Codings.Count == 0 && IsActive(concept.Text!));
    }

    private static bool IsActive(string code) => code.Equals("active", StringComparison.OrdinalIgnoreCase) || code.Equals("recurrence", StringComparison.OrdinalIgnoreCase) || code.Equals("relapse", StringComparison.OrdinalIgnoreCase);

    private void Verification(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.Null))
        {
            if (reader.TokenType == JsonTokenType.String) reading.OtherVersion ??= "STU3 or DSTU2";
            elements.Wrong(ref reader, "an object with codes");
            undecided = "verificationStatus";
            return;
        }
        var slipped = elements.Slipped;
        var concept = elements.Concept(ref reader);
        Verification(concept);
        if (concept.IsEmpty && elements.Slipped > slipped) undecided = "verificationStatus";
    }

    private void Verification(Concept concept) =>
        verificationRefutes = concept.Codings.Any(coding => IsRefuted(coding.Code) || (coding.Display is { } display && IsRefuted(display))) || (concept.Text is { } text && IsRefuted(text));

    /// <summary>By FHIR's code, or as people write it out.</summary>
    private static bool IsRefuted(string written) => written.Replace('-', ' ').ToLowerInvariant() is "refuted" or "entered in error" or "known absent" or "definitely not present" or "ruled out";

    private void Contained(ref Scan scan, ReadOnlySpan<byte> utf8)
    {
        if (scan.Here != '[')
        {
            Part(ref scan, "contained");
            return;
        }
        var inside = new List<Reading>();
        scan.Enter();
        for (var first = true; scan.Item(ref first);)
        {
            if (scan.Here == '{') inside.Add(ResourceReader.Read(ref scan, utf8, elements));
            else Part(ref scan, "contained");
        }
        reading.Contained = inside;
    }

    private void Components(ref Utf8JsonReader reader)
    {
        var parts = new List<Reading>();
        var items = elements.Items(ref reader);
        while (items.Next(ref reader))
        {
            if (!elements.Object(ref reader)) continue;
            var part = new Reading { Kind = reading.Kind, Type = reading.Type };
            new ResourceDraft(part, elements).Read(ref reader);
            parts.Add(part);
        }
        reading.Components = parts;
    }

    /// <summary>The usual limits, if there is one pair of them; limits for some ages, sexes or phases may not be this person's.</summary>
    private void ReferenceRange(ref Utf8JsonReader reader)
    {
        var items = elements.Items(ref reader);
        var found = new List<(double? Low, double? High)>();
        while (items.Next(ref reader))
        {
            if (!elements.Object(ref reader)) continue;
            double? low = null, high = null;
            string? lowUnit = null, highUnit = null;
            var special = false;
            var normal = true;
            while (ElementReader.Next(ref reader, out var name))
            {
                switch (name)
                {
                    case "low": (low, lowUnit, _) = elements.Quantity(ref reader); break;
                    case "high": (high, highUnit, _) = elements.Quantity(ref reader); break;
                    case "type":
                        var type = elements.Concept(ref reader);
                        normal = type.IsEmpty || type.Codings.Any(coding => coding.Code == "normal");
                        break;
                    case "appliesTo" or "age":
                        special = true;
                        reader.Skip();
                        break;
                    default: reader.Skip(); break;
                }
            }
            if (normal && !special && (low ?? high) is not null) found.Add((low, high));
            if ((lowUnit ?? highUnit) is { } unit) rangeUnit = unit;
        }
        if (found is [var only] && !(only.Low > only.High)) (reading.Low, reading.High) = only;
    }

    private void Ingredients(ref Utf8JsonReader reader)
    {
        var parts = new List<(Concept, string?)>();
        var items = elements.Items(ref reader);
        while (items.Next(ref reader))
        {
            if (!elements.Object(ref reader)) continue;
            var concept = Reading.NoConcept;
            string? target = null;
            var active = true;
            while (ElementReader.Next(ref reader, out var name))
            {
                if (name == "itemCodeableConcept") concept = elements.Concept(ref reader);
                else if (name == "itemReference")
                {
                    (target, var display) = elements.Reference(ref reader);
                    if (display is not null) concept = new Concept([], display);
                }
                else if (name == "isActive") active = elements.Flag(ref reader) != false;
                else if (name == "item") OtherVersion(ref reader, "R5");
                else reader.Skip();
            }
            if (active && (!concept.IsEmpty || target is not null)) parts.Add((concept, target));
        }
        reading.Ingredients = parts;
    }

    /// <summary>A hospital may keep the name of a product among its identifiers and only a number of its own as its code.</summary>
    private void Identifiers(ref Utf8JsonReader reader)
    {
        var items = elements.Items(ref reader);
        while (items.Next(ref reader))
        {
            if (!elements.Object(ref reader)) continue;
            string? system = null, value = null;
            while (ElementReader.Next(ref reader, out var name))
            {
                if (name == "system") system = elements.Text(ref reader);
                else if (name == "value") value = elements.Text(ref reader);
                else reader.Skip();
            }
            if (system is not null && value is not null && new Coding(system, value) is { Words: not null } named) (names ??= []).Add(named);
        }
    }

    private void Answers(ref Utf8JsonReader reader)
    {
        var answers = new List<Answer>();
        AnswersOf(ref reader, null, answers);
        reading.Answers = answers;
    }

    /// <summary>Items hold items, and answers hold items; JSON's own depth bounds this.</summary>
    private void AnswersOf(ref Utf8JsonReader reader, string? within, List<Answer> answers)
    {
        var items = elements.Items(ref reader);
        while (items.Next(ref reader))
        {
            if (!elements.Object(ref reader)) continue;
            var linkId = within;
            var from = answers.Count;
            bool? flag = null;
            double? number = null;
            string? words = null;
            while (ElementReader.Next(ref reader, out var name))
            {
                switch (name)
                {
                    case "linkId": linkId = elements.Text(ref reader); break;
                    case "item": AnswersOf(ref reader, null, answers); break;
                    case "answer": AnswersOf(ref reader, "", answers); break;
                    case "valueBoolean": flag = elements.Flag(ref reader); break;
                    case "valueInteger" or "valueDecimal": number = elements.Number(ref reader); break;
                    case "valueQuantity": number = elements.Quantity(ref reader).Value; break;
                    case "valueString": words = elements.Text(ref reader); break;
                    case "valueCoding":
                        var codings = new List<Coding>();
                        elements.Coding(ref reader, codings);
                        words = codings.Count > 0 ? codings[0].Code : null;
                        break;
                    default: reader.Skip(); break;
                }
            }
            // An answer stands inside its question and learns there which one it is.
            for (var i = from; i < answers.Count; i++)
                if (answers[i].LinkId.Length == 0 && !string.IsNullOrEmpty(linkId)) answers[i] = answers[i] with { LinkId = linkId };
            if (flag is not null || number is not null || words is not null) answers.Add(new Answer(linkId ?? "", flag, number, words));
        }
    }

    /// <summary>The contract's rules for what counts.</summary>
    private void Decide()
    {
        if (reading.Kind == ResourceKind.Condition)
        {
            reading.IsHistory = clinicallyActive is { } active ? !active : over;
            if (!reading.IsHistory) reading.End = null;
        }
        if (names is not null) reading.Concept = reading.Concept with { Codings = [.. names, .. reading.Concept.Codings] };
        // Limits in another unit than the value's say nothing of it.
        if (rangeUnit is not null && reading.Unit is not null && !string.Equals(rangeUnit, reading.Unit, StringComparison.OrdinalIgnoreCase)) (reading.Low, reading.High) = (null, null);
        reading.WhyNot = reading switch
        {
            _ when undecided is not null => $"its {undecided} cannot be read",
            { Status: "entered-in-error" } => "it was entered in error",
            { Kind: ResourceKind.Condition } when verificationRefutes => "it is refuted or was entered in error",
            { Kind: ResourceKind.Condition, IsHistory: true } => Over,
            { Kind: ResourceKind.MedicationRequest, DoNotPerform: true } => "it is an order not to take it",
            { Kind: ResourceKind.MedicationRequest, Intent: "proposal" or "option" } => $"it is a {reading.Intent}, not an order",
            { Kind: ResourceKind.MedicationRequest, Status: not "active" } => Status("an order counts while its status is active"),
            { Kind: ResourceKind.MedicationStatement, Status: not ("active" or "intended") } => Status("a statement counts while its status is active or intended"),
            { Kind: ResourceKind.MedicationDispense, Status: not ("completed" or "in-progress") } => Status("what was handed over counts when its status is completed or in-progress"),
            { Kind: ResourceKind.MedicationAdministration, Status: not "in-progress" } => Status("a dose that was given does not say what is taken now"),
            { Kind: ResourceKind.Observation, Status: not ("final" or "amended" or "corrected") } => Status("a result counts when its status is final, amended or corrected"),
            { Kind: ResourceKind.Procedure, Status: not ("completed" or "in-progress") } => Status("what was done counts when its status is completed or in-progress"),
            { Kind: ResourceKind.QuestionnaireResponse, Status: not ("completed" or "amended") } => Status("answers count when their status is completed or amended"),
            { Kind: ResourceKind.AllergyIntolerance } => "an allergy is no medicine that is taken",
            { Kind: ResourceKind.FamilyMemberHistory } => "it is about a relative",
            _ => null,
        };
        // Refuted and resolved is refuted.
        reading.IsHistory &= reading.WhyNot == Over;
        reading.IsNotByStatus = reading.WhyNot is not null && reading.Kind == ResourceKind.MedicationRequest && reading is { DoNotPerform: false, Intent: not ("proposal" or "option"), Status: not "entered-in-error" } && undecided is null;
    }

    private string Status(string rule) => reading.Status is { } status ? $"its status is '{status}'; {rule}" : $"it has no status; {rule}";
}
