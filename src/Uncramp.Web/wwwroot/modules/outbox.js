// Takes what is kept on this phone into the diary: on opening, when the network comes back, and after each save.
// Nothing leaves the phone's own store before the diary has answered that it is safe, and sending twice is harmless.
import { phone } from './phone.js';

const firstPause = 15_000, longestPause = 600_000;
const listeners = new Set();
let status = { unsent: 0, words: '' }, draining = null, again = false, pause = firstPause, later = 0;

/** Hears how things stand: `{ unsent, words }`. Called at once, and whenever it changes. */
export function onStatus(listener) {
  listeners.add(listener);
  listener(status);
  return () => listeners.delete(listener);
}

/** Sends what is not in the diary yet. Never fails; what could not be sent waits. */
export function drain() {
  again = true;
  draining ??= (async () => {
    try {
      while (again) {
        again = false;
        await alone(pass);
      }
    } catch { /* no network, or the store is closing: another time */ } finally {
      draining = null;
    }
  })();
  return draining;
}

/** One tab at a time, where the browser can say so. Two at once would do no harm, only twice the work. */
const alone = work => navigator.locks ? navigator.locks.request('uncramp-outbox', work) : work();

async function pass() {
  let waits = navigator.onLine === false;
  if (!waits) {
    for (const removal of await phone.unsentRemovals()) {
      const answer = await send('DELETE', removal.id);
      if (isKept(answer) || answer === 404 || answer === 410) await phone.removalSent(removal.id);
      else { waits = true; break; }
    }
  }
  for (const entry of waits ? [] : await phone.unsent()) {
    // From here on the diary may have it, even if no answer ever comes.
    await phone.sending(entry.id);
    const answer = await send('PUT', entry.id, asEpisode(entry));
    if (isKept(answer)) await phone.sent(entry.id, entry.revision);
    else if (answer === 410) await phone.goneElsewhere(entry.id, entry.revision);
    else if (answer === 400 || answer === 413) await phone.sent(entry.id, entry.revision, answer);
    else { waits = true; break; }
  }
  await tell();
  clearTimeout(later);
  if (!waits) { pause = firstPause; return; }
  later = setTimeout(drain, pause);
  pause = Math.min(pause * 2, longestPause);
}

const isKept = answer => answer >= 200 && answer < 300;

/** The answer's number; 0 without one. */
async function send(method, id, body) {
  try {
    const headers = body ? { 'Content-Type': 'application/json' } : {};
    return (await fetch(`/api/episodes/${id}`, { method, headers, body: body && JSON.stringify(body), keepalive: true })).status;
  } catch {
    return 0;
  }
}

const time = at => ({ at: new Date(at).toISOString() });
const own = key => ({ from: [key], of: entry => entry[key] });
const fields = {
  start: own('start'),
  minutes: { from: ['seconds'], of: entry => typeof entry.seconds === 'number' ? Math.round(entry.seconds / 0.6) / 100 : undefined },
  sites: own('sites'),
  muscle: { from: ['place'], of: entry => entry.sites?.includes(entry.place) ? undefined : entry.place },
  side: own('side'),
  severity: own('severity'),
  sore: own('sore'),
  tried: { from: ['tried'], of: entry => entry.tried?.length > 0 ? entry.tried : undefined },
  // "Nothing" is an empty list; "not sure" and no tick are not said.
  helped: { from: ['helped'], of: entry => entry.helped?.includes('nothing') ? [] : entry.helped?.some(one => one !== 'unsure') ? entry.helped.filter(one => one !== 'unsure') : undefined },
  signs: own('signs'),
  zone: own('zone'),
  clock: own('clock'),
};

/** What the phone keeps of a cramp as the diary takes it. What was not said is left out; what was taken back is null. */
export function asEpisode(entry) {
  const episode = { logged: time(entry.logged ?? entry.at + (entry.seconds ?? 0) * 1000) }, changed = {};
  for (const [name, { from, of }] of Object.entries(fields)) {
    const value = of(entry), edited = Math.max(0, ...from.map(key => entry.edited?.[key] ?? 0));
    if (value !== undefined && value !== null) episode[name] = value;
    else if (edited && name !== 'start') episode[name] = null;
    if (edited && (name in episode)) changed[name] = time(edited);
  }
  if (Object.keys(changed).length > 0) episode.changed = changed;
  return episode;
}

async function tell() {
  const unsent = (await phone.unsent()).length + (await phone.unsentRemovals()).length;
  status = { unsent, words: phone.trouble && unsent > 0 ? 'Not kept yet' : unsent > 0 ? 'Saved on this phone' : 'Also in your diary' };
  for (const listener of listeners) listener(status);
}

addEventListener('online', () => { pause = firstPause; drain(); });
addEventListener('uncramp-saved', drain);
document.addEventListener('visibilitychange', () => { if (!document.hidden) drain(); });
drain();
