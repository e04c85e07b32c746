// A made-up diary to import: so many nights up to a day, the same each time. Cramps in good and bad weeks, some nights missing, some days told of.
// node diary.mjs NIGHTS LAST, such as: node diary.mjs 1095 2026-11-27
const [nights, last] = [Number(process.argv[2] ?? 92), process.argv[3] ?? '2026-11-27'];
const noon = Date.parse(`${last}T12:00:00Z`), aDay = 86_400_000;
const day = at => new Date(at).toISOString().slice(0, 10);
let seed = 20261122;
const chance = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
const id = (kind, i, j = 0) => `${String(kind).padStart(8, '0')}-0000-4000-8${String(j).padStart(3, '0')}-${String(i).padStart(12, '0')}`;
const at = moment => ({ logged: { at: moment } });
const places = ['calf', 'calf', 'calf', 'foot', 'calf', 'toes', 'thigh'];
const counted = rate => { let [n, p, left] = [0, Math.exp(-rate), chance()]; while (left > p && n < 6) { left -= p; p *= rate / ++n; } return n; };

const episodes = [], logs = [];
for (let i = 0; i < nights; i++) {
  const evening = noon - (nights - 1 - i) * aDay, morning = day(evening + aDay), logged = at(`${morning}T08:00:00Z`);
  if (chance() < 0.1) continue;
  const race = chance() < 0.02, hard = race || chance() < 0.25, stretched = chance() < 0.5;
  const rate = 0.5 * (0.9 + 0.5 * Math.sin(i / 11) - (i > nights * 0.65 ? 0.3 : 0)) * (hard ? 1.8 : 1) * (race ? 3 : 1) * (stretched ? 0.8 : 1);
  const cramps = counted(Math.max(0, rate));
  for (let j = 0; j < cramps; j++) episodes.push({
    id: id(1, i, j), start: `${morning}T0${1 + Math.floor(chance() * 5)}:${String(Math.floor(chance() * 60)).padStart(2, '0')}:00+00:00`, minutes: 1 + Math.floor(chance() * 5),
    sites: [places[Math.floor(chance() * 7)]], side: chance() < 0.6 ? 'left' : 'right', severity: 3 + Math.floor(chance() * 6), wakes: true, ...logged,
  });
  logs.push({
    night: day(evening), ...(cramps === 0 ? { quiet: true } : chance() < 0.7 ? { minutesAwake: 10 * cramps + Math.floor(chance() * 20) } : {}),
    ...(chance() < 0.8 ? { exercise: hard ? 'hard' : chance() < 0.5 ? 'light' : 'none', stretched, alcohol: Math.floor(chance() * 3) } : {}),
    ...(chance() < 0.5 ? { standing: chance() < 0.3, fluid: chance() < 0.2 ? 'low' : 'usual' } : {}), ...(race ? { tags: ['race'] } : {}), ...logged,
  });
}
const now = at(`${last}T09:00:00Z`);
process.stdout.write(JSON.stringify({
  uncramp: 1,
  profile: { name: 'Ada Example', began: '2019', question: 'Could the new water tablet be behind my cramps?', ...now },
  episodes, nights: logs,
  medicines: [
    { id: id(3, 1), name: 'Atorvastatin', dose: '20 mg', started: '2021', ...now },
    { id: id(3, 2), name: 'Indapamide', dose: '1.5 mg', started: day(noon - nights * 0.55 * aDay), ...now },
    { id: id(3, 3), name: 'Salmeterol', started: day(noon - nights * 0.3 * aDay), ...now },
  ],
  results: [
    { id: id(4, 1), name: 'Potassium', value: 3.4, unit: 'mmol/L', date: day(noon - 20 * aDay), low: 3.5, high: 5.3, ...now },
    { id: id(4, 2), name: 'Ferritin', value: 38, unit: 'ug/L', date: day(noon - 20 * aDay), ...now },
  ],
}));
