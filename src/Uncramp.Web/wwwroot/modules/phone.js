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

const removed = id => `removed ${id}`;

/** Tells other tabs, and this one. */
function tell(message) {
  news?.postMessage(message);
  dispatchEvent(new Event('uncramp-saved'));
}

/** The id that an entry goes by now, and its removal if that stands. */
function follow(kept, id, then) {
  kept.get(removed(id)).onsuccess = event => event.target.result?.again ? follow(kept, event.target.result.again, then) : then(id, event.target.result);
}

/** Keeps a removed cramp after all. */
function putAgain(entries, kept, entry, removal) {
  const id = newId();
  kept.put({ ...removal, again: id }, removed(removal.id));
  entries.put({ ...entry, id, logged: Date.now(), edited: undefined, revision: 1, sent: false, sending: undefined });
}

const bookkeeping = ['logged', 'edited', 'revision', 'sent', 'sending', 'refused'];

/** The entry with the time of each field that differs from what was kept; what the outbox noted stays. */
function edited(before, entry) {
  if (!before) return { ...entry, logged: entry.logged ?? Date.now(), revision: 1, sent: false };
  const times = { ...before.edited };
  for (const key of new Set([...Object.keys(before), ...Object.keys(entry)]))
    if (!bookkeeping.includes(key) && JSON.stringify(before[key]) !== JSON.stringify(entry[key])) times[key] = Date.now();
  return { ...entry, logged: before.logged, edited: times, revision: (before.revision ?? 0) + 1, sent: false, sending: before.sending };
}

function update(id, change) {
  const kept = memory.entries.get(id);
  if (kept) memory.entries.set(id, change(kept));
  return write(entries => {
    entries.get(id).onsuccess = event => { if (event.target.result) entries.put(change(event.target.result)); };
  }, () => {});
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
    const fresh = { ...entry, logged: Date.now(), revision: 1, sent: false };
    const kept = await write((entries, kept, done) => {
      entries.get(entry.id).onsuccess = event => {
        const before = event.target.result;
        if (!before) entries.put(fresh);
        kept.delete('running');
        done(before ?? fresh);
      };
    }, () => { memory.kept.delete('running'); if (!memory.entries.has(entry.id)) memory.entries.set(entry.id, fresh); return memory.entries.get(entry.id); });
    memory.kept.delete('running');
    if (trouble) memory.entries.set(kept.id, kept);
    tell({ ended: kept });
    return kept;
  },

  /** Keeps what is said of a cramp. One that was removed comes back under a new id, because the diary may know the removal already. */
  async save(entry) {
    await write((entries, kept) => {
      follow(kept, entry.id, (id, removal) => {
        if (removal) return putAgain(entries, kept, entry, removal);
        entries.get(id).onsuccess = event => { entries.put(edited(event.target.result, { ...entry, id })); };
      });
    }, () => memory.entries.set(entry.id, edited(memory.entries.get(entry.id), entry)));
    if (!trouble) memory.entries.delete(entry.id);
    tell({ changed: entry.id });
  },

  /** Changes what is kept of a cramp, if it is kept: what another page took away or added meanwhile stands. */
  async change(id, change) {
    await write((entries, kept) => {
      follow(kept, id, now => {
        entries.get(now).onsuccess = event => {
          // One that found no room before has another try.
          const before = event.target.result ?? memory.entries.get(id);
          if (before) entries.put(edited(before, { ...before, ...change }));
        };
      });
    }, () => { const before = memory.entries.get(id); if (before) memory.entries.set(id, edited(before, { ...before, ...change })); });
    if (!trouble) memory.entries.delete(id);
    tell({ changed: id });
  },

  async remove(id) {
    memory.entries.delete(id);
    await write((entries, kept) => {
      follow(kept, id, id => {
        entries.get(id).onsuccess = event => {
          const entry = event.target.result;
          // What never left needs no removal anywhere else.
          if (entry && (entry.sent !== false || entry.sending)) kept.put({ id, at: Date.now(), sent: false }, removed(id));
          entries.delete(id);
        };
      });
    }, () => {});
    tell({ changed: id });
  },

  // --- For the outbox

  /** Cramps that the diary does not have as they are now, the oldest first. */
  unsent: async () => (await phone.entries()).filter(entry => !entry.sent).reverse(),

  unsentRemovals: () => read((entries, kept, done) => {
    kept.getAll(IDBKeyRange.bound(removed(''), removed('\uffff'))).onsuccess = event => done(event.target.result.filter(removal => !removal.sent));
  }, () => []),

  /** Notes that the diary may have it from now on. */
  sending: id => update(id, entry => ({ ...entry, sending: true })),

  /** Notes that the diary has it as it was at that revision, or refused it with `answer`; later edits are sent again. */
  sent: (id, revision, answer) => update(id, entry => entry.revision === revision ? { ...entry, sent: true, refused: answer } : entry),

  /** It was deleted elsewhere. */
  goneElsewhere: (id, revision) => write(entries => {
    entries.get(id).onsuccess = event => { if (event.target.result?.revision === revision) entries.delete(id); };
  }, () => { memory.entries.delete(id); }).then(() => news?.postMessage({ changed: id })),

  removalSent: id => write((entries, kept) => {
    kept.get(removed(id)).onsuccess = event => { if (event.target.result) kept.put({ ...event.target.result, sent: true }, removed(id)); };
  }, () => {}),

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
