// Where this phone keeps things, and what it has to tell the diary. For pages and for the service worker alike, so it is no module:
// it leaves what it has on `self.uncramp`.
{
  let opened = null;

  const open = () => opened ??= new Promise((done, fail) => {
    const asked = indexedDB.open('uncramp', 2);
    asked.onupgradeneeded = ({ oldVersion }) => {
      const base = asked.result;
      if (oldVersion === 0) {
        base.createObjectStore('entries', { keyPath: 'id' });
        base.createObjectStore('kept');
      }
      const outbox = base.createObjectStore('outbox', { keyPath: 'n', autoIncrement: true });
      outbox.createIndex('of', 'of');
      // Cramps of before the outbox wait in it too.
      if (oldVersion === 1) asked.transaction.objectStore('entries').getAll().onsuccess = event => { for (const entry of event.target.result) outbox.add(addition(entry)); };
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => { asked.result.close(); opened = null; };
      asked.result.onclose = () => { opened = null; };
      done(asked.result);
    };
    asked.onerror = () => fail(asked.error);
    asked.onblocked = () => fail(new Error('blocked'));
  });

  /** Runs `work` on the stores in one transaction; what it gave to `done`, once all of it is on the disk. */
  async function within(mode, work) {
    const base = await open();
    return new Promise((done, fail) => {
      const all = base.transaction(['entries', 'kept', 'outbox'], mode, { durability: 'strict' });
      const [entries, kept, outbox] = ['entries', 'kept', 'outbox'].map(name => all.objectStore(name));
      let result;
      work({ entries, kept, outbox }, value => { result = value; });
      all.oncomplete = () => done(result);
      // Not on "error": only the abort that follows it knows why, and a full disk must be told from a private window.
      all.onabort = () => fail(all.error ?? new Error('aborted'));
    });
  }

  /** The fields of a cramp: as the diary calls them, as this phone does. */
  const names = {
    start: 'start', zone: 'zone', minutes: 'minutes', sites: 'sites', muscle: 'place', side: 'side', severity: 'severity',
    sore: 'sore', helped: 'helped', tried: 'tried', signs: 'signs', tags: 'tags', clock: 'clock',
  };

  const said = entry => Object.fromEntries(Object.entries(names).map(([name, own]) => [name, entry[own]]).filter(([, value]) => value !== undefined && value !== null));

  const logged = entry => ({ at: entry.logged ?? new Date(entry.at).toISOString() });

  /** Whose diary is open on this device, where there are several (who.js keeps it); undefined: there is but one, or nobody is signed in. */
  function whose() {
    try { return JSON.parse(localStorage.getItem('uncramp.who'))?.diary?.id; } catch { return undefined; } // a worker cannot know
  }

  /** A new cramp, as it waits to be sent. */
  const addition = entry => ({ of: entry.id, diary: entry.diary, put: { ...said(entry), logged: logged(entry) } });

  /** Only what changed, each with its own time, so that it neither undoes a later change nor is undone by an older one. Null: nothing the diary knows of. */
  function edit(entry, change, at) {
    const fields = said(change);
    const changed = Object.fromEntries(Object.keys(fields).map(name => [name, { at }]));
    return Object.keys(fields).length === 0 ? null : { of: entry.id, diary: entry.diary, put: { start: entry.start, ...fields, logged: logged(entry), changed } };
  }

  const removal = (id, diary) => ({ of: id, diary, put: null });

  self.uncramp = { within, names, whose, addition, edit, removal };
}
