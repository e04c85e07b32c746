// A call at patient-view whose prefetch is as large as asked: `node call.js 1000000`. The same size gives the same bytes.
const size = Number(process.argv[2] ?? 1_000_000);
const about = { reference: 'Patient/ada' };
const loinc = ['2823-3', '2951-2', '19123-9', '17861-6', '2160-0', '62238-1', '2345-7', '4548-4', '2157-6', '3016-3'];
const units = ['mmol/L', 'mmol/L', 'mmol/L', 'mmol/L', 'umol/L', 'mL/min/{1.73_m2}', 'mmol/L', '%', 'U/L', 'm[IU]/L'];
const values = [4.1, 139, 0.82, 2.35, 84, 71, 5.4, 6.1, 120, 2.1];
const medicines = ['Hydrochlorothiazide 25 MG Oral Tablet', 'salmeterol 50 MCG Inhaler', 'Atorvastatin 40 MG Oral Tablet', 'Ramipril 5 MG Oral Capsule', 'Metformin 500 MG Oral Tablet', 'Omeprazole 20 MG', 'Acetaminophen 500 MG'];
const conditions = [['R25.2', 'Cramp and spasm'], ['I10', 'Essential hypertension'], ['E11.9', 'Type 2 diabetes mellitus'], ['J45.909', 'Asthma'], ['M17.9', 'Osteoarthritis of knee']];
const bundle = entry => ({ resourceType: 'Bundle', type: 'searchset', total: entry.length, entry: entry.map(resource => ({ fullUrl: `https://ehr.example.org/fhir/${resource.resourceType}/${resource.id}`, resource, search: { mode: 'match' } })) });
const day = i => new Date(Date.UTC(2026, 10, 20) - i * 86400000).toISOString();
const observation = i => {
  const k = i % loinc.length;
  return {
    resourceType: 'Observation', id: `o${i}`, meta: { versionId: '1', lastUpdated: day(i) }, status: 'final',
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory', display: 'Laboratory' }] }],
    code: { coding: [{ system: 'http://loinc.org', code: loinc[k], display: 'A result' }], text: 'A result' }, subject: about, encounter: { reference: `Encounter/e${i}` },
    effectiveDateTime: day(i), issued: day(i), valueQuantity: { value: values[k], unit: units[k], system: 'http://unitsofmeasure.org', code: units[k] },
  };
};
const call = {
  hook: 'patient-view', hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea', context: { userId: 'Practitioner/1', patientId: 'ada' },
  prefetch: {
    patient: { resourceType: 'Patient', id: 'ada', gender: 'female', birthDate: '1952-03-04' },
    conditions: bundle(Array.from({ length: 60 }, (_, i) => ({ resourceType: 'Condition', id: `c${i}`, clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] }, verificationStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code: 'confirmed' }] }, code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: conditions[i % 5][0], display: conditions[i % 5][1] }], text: conditions[i % 5][1] }, subject: about, recordedDate: day(i) }))),
    medicationRequests: bundle(Array.from({ length: 70 }, (_, i) => ({ resourceType: 'MedicationRequest', id: `m${i}`, status: 'active', intent: 'order', medicationCodeableConcept: { coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: `${900000 + i}`, display: medicines[i % 7] }], text: medicines[i % 7] }, subject: about, authoredOn: day(i), dosageInstruction: [{ text: 'Take one each day', timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } } }] }))),
    medicationStatements: bundle([]),
    results: bundle([]),
  },
};
for (let i = 0; JSON.stringify(call).length < size - 20_000; i += 20) call.prefetch.results.entry.push(...bundle(Array.from({ length: 20 }, (_, k) => observation(i + k))).entry);
process.stdout.write(JSON.stringify(call));
