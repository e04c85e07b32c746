// What is kept on this phone, and only here: cramps and the last check in IndexedDB, small wishes in localStorage.
// Where the browser keeps nothing (a private window, a full disk), everything works on from memory and `trouble` says why.

const news = 'BroadcastChannel' in self ? new BroadcastChannel('uncramp') : null;
const memory = { entries: new Map(), kept: new Map() };
let trouble = null;
let opened = null;

function open() {
  opened ??= new Promise((done, fail) => {
    const asked = indexedDB.open('uncramp', 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore('entries', { keyPath: 'id' });
      asked.result.createObjectStore('kept');
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => { asked.result.close(); opened = null; };
      asked.result.onclose = () => { opened = null; };
      done(asked.result);
    };
    asked.onerror = () => fail(asked.error);
    asked.onblocked = () => fail(new Error('blocked'));
  });
  return opened;
}

/** Runs `work` on the stores in one transaction; its last request's result once all of it is on the disk. */
async function within(mode, work) {
  const base = await open();
  return new Promise((done, fail) => {
    const all = base.transaction(['entries', 'kept'], mode, { durability: 'strict' });
    let result;
    work(all.objectStore('entries'), all.objectStore('kept'), value => { result = value; });
    all.oncomplete = () => done(result);
    // Not on "error": only the abort that follows it knows why, and a full disk must be told from a private window.
    all.onabort = () => fail(all.error ?? new Error('aborted'));
  });
}

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

export const phone = {
  /** Why nothing is kept: 'full' (no room), 'none' (a private window, or switched off), or null. */
  get trouble() { return trouble; },

  /** Begins a cramp, or gives back the one that another tab has begun. */
  async begin(running) {
    const now = await write((entries, kept, done) => {
      kept.get('running').onsuccess = event => {
        if (event.target.result) return done(event.target.result);
        kept.put(running, 'running');
        done(running);
      };
    }, () => memory.kept.get('running') ?? (memory.kept.set('running', running), running));
    news?.postMessage({ began: now });
    return now;
  },

  running: () => read((entries, kept, done) => { kept.get('running').onsuccess = event => done(event.target.result); }, () => memory.kept.get('running')).then(found => found ?? memory.kept.get('running')),

  /** Notes something about the running cramp, if it still runs. */
  note: change => write((entries, kept) => {
    kept.get('running').onsuccess = event => { if (event.target.result) kept.put({ ...event.target.result, ...change }, 'running'); };
  }, () => { const running = memory.kept.get('running'); if (running) memory.kept.set('running', { ...running, ...change }); }),

  /** Ends the running cramp as an entry, in one step, so that two tabs make one entry. */
  async end(entry) {
    const kept = await write((entries, kept, done) => {
      entries.get(entry.id).onsuccess = event => {
        const before = event.target.result;
        if (!before) entries.put(entry);
        kept.delete('running');
        done(before ?? entry);
      };
    }, () => { memory.kept.delete('running'); if (!memory.entries.has(entry.id)) memory.entries.set(entry.id, entry); return memory.entries.get(entry.id); });
    memory.kept.delete('running');
    if (trouble) memory.entries.set(kept.id, kept);
    news?.postMessage({ ended: kept });
    return kept;
  },

  async save(entry) {
    await write(entries => { entries.put(entry); }, () => memory.entries.set(entry.id, entry));
    if (!trouble) memory.entries.delete(entry.id);
    news?.postMessage({ changed: entry.id });
  },

  /** Changes what is kept of a cramp, if it is kept: what another page took away or added meanwhile stands. */
  async change(id, change) {
    await write(entries => {
      entries.get(id).onsuccess = event => {
        // One that found no room before has another try.
        const kept = event.target.result ?? memory.entries.get(id);
        if (kept) entries.put({ ...kept, ...change });
      };
    }, () => { if (memory.entries.has(id)) memory.entries.set(id, { ...memory.entries.get(id), ...change }); });
    if (!trouble) memory.entries.delete(id);
    news?.postMessage({ changed: id });
  },

  async remove(id) {
    memory.entries.delete(id);
    await write(entries => { entries.delete(id); }, () => {});
    news?.postMessage({ changed: id });
  },

  /** All cramps, the newest first. */
  async entries() {
    const stored = await read((entries, kept, done) => { entries.getAll().onsuccess = event => done(event.target.result); }, () => []);
    const all = new Map(stored.map(entry => [entry.id, entry]));
    for (const [id, entry] of memory.entries) all.set(id, entry);
    return [...all.values()].sort((a, b) => b.at - a.at);
  },

  async clear() {
    memory.entries.clear();
    memory.kept.clear();
    await write((entries, kept) => { entries.clear(); kept.delete('running'); }, () => {});
    news?.postMessage({ changed: '' });
  },

  /** The last check: what Tonight leaves out because of it, and its page to read again. */
  last: () => read((entries, kept, done) => { kept.get('last').onsuccess = event => done(event.target.result); }, () => memory.kept.get('last')),
  keepLast: last => write((entries, kept) => { kept.put(last, 'last'); }, () => { memory.kept.set('last', last); }),
  forgetLast: () => write((entries, kept) => { kept.delete('last'); }, () => { memory.kept.delete('last'); }),

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
