// What is kept on this phone: cramps and the last check in IndexedDB, small wishes in localStorage. What is to be told to the diary is put
// into the outbox in the same transaction; sync.js sends it.
// Where the browser keeps nothing (a private window, a full disk), everything works on from memory and `trouble` says why.

import './store.js';

const { within, whose, addition, edit, removal } = self.uncramp;
const news = 'BroadcastChannel' in self ? new BroadcastChannel('uncramp') : null;
const memory = { entries: new Map(), kept: new Map() };
let trouble = null;

async function write(work, instead) {
  if (trouble !== 'none') {
    try {
      const result = await within('readwrite', work);
      trouble = null;
      return result;
    } catch (error) {
      trouble = error?.name === 'QuotaExceededError' ? 'full' : 'none';
    }
  }
  return instead();
}

async function read(work, instead) {
  try {
    return await within('readonly', work);
  } catch {
    return instead();
  }
}

/** Takes back what waits to be said of a cramp. */
function unsay(outbox, id, then) {
  outbox.index('of').getAllKeys(id).onsuccess = event => { event.target.result.forEach(n => outbox.delete(n)); then?.(); };
}

/** Not somebody else's: kept for the diary that is open, or before anybody signed in. */
const isOpen = entry => entry.diary === undefined || entry.diary === whose();

/** The id after this one: the same on every page. */
const following = id => id.slice(0, 24) + ((BigInt(`0x${id.slice(24)}`) + 1n) & 0xffffffffffffn).toString(16).padStart(12, '0');

export const phone = {
  /** Why nothing is kept: 'full' (no room), 'none' (a private window, or switched off), or null. */
  get trouble() { return trouble; },

  /** Whose diary is open here; see store.js. */
  whose,

  /** Begins a cramp, or gives back the one that another tab has begun. */
  async begin(running) {
    const now = await write(({ entries, kept }, done) => {
      kept.get('running').onsuccess = event => {
        if (event.target.result) return done(event.target.result);
        kept.put(running, 'running');
        done(running);
      };
    }, () => memory.kept.get('running') ?? (memory.kept.set('running', running), running));
    news?.postMessage({ began: now });
    return now;
  },

  running: () => read(({ entries, kept }, done) => { kept.get('running').onsuccess = event => done(event.target.result); }, () => memory.kept.get('running')).then(found => found ?? memory.kept.get('running')),

  /** Notes something about the running cramp, if it still runs. */
  note: change => write(({ entries, kept }) => {
    kept.get('running').onsuccess = event => { if (event.target.result) kept.put({ ...event.target.result, ...change }, 'running'); };
  }, () => { const running = memory.kept.get('running'); if (running) memory.kept.set('running', { ...running, ...change }); }),

  /** Ends the running cramp as an entry, in one step, so that two tabs make one entry. */
  async end(entry) {
    const kept = await write(({ entries, kept, outbox }, done) => {
      entries.get(entry.id).onsuccess = event => {
        const before = event.target.result;
        if (!before) {
          entries.put(entry);
          outbox.add(addition(entry));
        }
        kept.delete('running');
        done(before ?? entry);
      };
    }, () => { memory.kept.delete('running'); if (!memory.entries.has(entry.id)) memory.entries.set(entry.id, entry); return memory.entries.get(entry.id); });
    memory.kept.delete('running');
    if (trouble) memory.entries.set(kept.id, kept);
    news?.postMessage({ ended: kept });
    return kept;
  },

  /** Keeps a removed cramp after all. What was deleted stays deleted, so it is a new one; two pages that do this make the same. */
  async keep(removed) {
    const now = Date.now(), fresh = { ...removed, id: following(removed.id), logged: new Date(now).toISOString(), last: now, sent: false, apart: undefined };
    const entry = await write(({ entries, outbox }, done) => {
      entries.get(fresh.id).onsuccess = event => {
        if (event.target.result) return done(event.target.result);
        entries.put(fresh);
        outbox.add(addition(fresh));
        done(fresh);
      };
    }, () => { memory.entries.set(fresh.id, fresh); return fresh; });
    news?.postMessage({ changed: removed.id, instead: entry });
    return entry;
  },

  /** Changes what is kept of a cramp, if it is kept: what another page took away or added meanwhile stands. */
  async change(id, change) {
    await write(({ entries, outbox }) => {
      entries.get(id).onsuccess = event => {
        // One that found no room before has another try.
        const before = event.target.result ?? memory.entries.get(id);
        if (!before) return;
        // Later than all that was said of it, also on a phone whose clock was set back.
        const last = Math.max(Date.now(), (before.last ?? 0) + 1), now = { ...before, ...change, last };
        const row = before.apart ? null : event.target.result ? edit(before, change, new Date(last).toISOString()) : addition(now);
        entries.put(row ? { ...now, sent: false } : now);
        if (row) outbox.add(row);
      };
    }, () => { if (memory.entries.has(id)) memory.entries.set(id, { ...memory.entries.get(id), ...change }); });
    if (!trouble) memory.entries.delete(id);
    news?.postMessage({ changed: id });
  },

  /** Takes a cramp away, here and in the diary. */
  async remove({ id, diary }) {
    memory.entries.delete(id);
    await write(({ entries, outbox }) => {
      entries.delete(id);
      unsay(outbox, id, () => outbox.add(removal(id, diary)));
    }, () => {});
    news?.postMessage({ changed: id });
  },

  /** All cramps of whose diary is open, the newest first. */
  async entries() {
    const stored = await read(({ entries, kept }, done) => { entries.getAll().onsuccess = event => done(event.target.result); }, () => []);
    const all = new Map(stored.map(entry => [entry.id, entry]));
    for (const [id, entry] of memory.entries) all.set(id, entry);
    return [...all.values()].filter(isOpen).sort((a, b) => b.at - a.at);
  },

  /** Takes away the cramps that the diary has too; with `all` also those that are nowhere else. The diary keeps its own. */
  async clear(all) {
    if (all || !trouble) memory.entries.clear();
    await write(({ entries, kept, outbox }) => {
      entries.getAll().onsuccess = event => {
        for (const entry of event.target.result.filter(isOpen)) {
          if (!all && !entry.sent) continue;
          entries.delete(entry.id);
          unsay(outbox, entry.id);
        }
      };
      kept.get('sync').onsuccess = event => kept.put({ ...event.target.result, cleared: Date.now() }, 'sync');
    }, () => {});
    news?.postMessage({ changed: '' });
  },

  /** Puts the cramps that a diary no longer has, or never had, into it. */
  async sendApart() {
    await write(({ entries, outbox }) => {
      entries.getAll().onsuccess = event => {
        for (const entry of event.target.result.filter(one => one.apart && isOpen(one))) {
          entries.put({ ...entry, apart: undefined });
          outbox.add(addition(entry));
        }
      };
    }, () => {});
    news?.postMessage({ changed: '' });
  },

  /** Why not all is in the diary: 'later' (no network), 'signin', 'full', 'refused', or null. */
  why: () => read(({ kept }, done) => { kept.get('sync').onsuccess = event => done(event.target.result?.why ?? null); }, () => null),

  /** The last check: what Tonight leaves out because of it, and its page to read again. */
  last: () => read(({ entries, kept }, done) => { kept.get('last').onsuccess = event => done(event.target.result); }, () => memory.kept.get('last')),
  keepLast: last => write(({ entries, kept }) => { kept.put(last, 'last'); }, () => { memory.kept.set('last', last); }),
  forgetLast: () => write(({ entries, kept }) => { kept.delete('last'); }, () => { memory.kept.delete('last'); }),

  /** The test that runs in the diary that is open here, as that diary last told it; undefined: none that we know. */
  trial: () => read(({ kept }, done) => { kept.get('trial').onsuccess = event => done(event.target.result); }, () => undefined).then(found => found?.diary === whose() ? found : undefined),

  /** Says what was done in a night of the test. */
  async did(night, done) {
    await write(({ kept, outbox }) => {
      kept.get('trial').onsuccess = event => { if (event.target.result) kept.put({ ...event.target.result, did: { ...event.target.result.did, [night]: done } }, 'trial'); };
      outbox.add({ of: night, in: 'nights', diary: whose(), put: { did: done, changed: { did: { at: new Date().toISOString() } } } });
    }, () => {});
    news?.postMessage({ changed: '' });
  },

  /** Hears what other tabs do. */
  hear: listener => { if (news) news.onmessage = event => listener(event.data); },
};

const wished = {};

/** A small wish of this person, remembered where the browser allows it. */
export function wish(name, value) {
  const key = `uncramp.${name}`;
  try {
    if (value === undefined) return wished[key] ?? localStorage.getItem(key);
    wished[key] = String(value);
    localStorage.setItem(key, value);
  } catch { /* remembered until this page closes */ }
  return wished[key] ?? null;
}

/** Local time with its offset, such as 2026-11-22T03:12:00+01:00. */
export function localTime(at) {
  const offset = -new Date(at).getTimezoneOffset();
  const two = number => String(Math.floor(number)).padStart(2, '0');
  return `${new Date(at + offset * 60_000).toISOString().slice(0, 19)}${offset < 0 ? '-' : '+'}${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}`;
}

/** A new id; also where the page is not on a secure origin. */
export const newId = () => crypto.randomUUID?.() ?? '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, c => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));
