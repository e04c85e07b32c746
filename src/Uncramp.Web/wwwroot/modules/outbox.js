// Sends what waits in the outbox, in order, and takes what the diary answers. For pages and for the service worker alike; needs store.js.
// An answer that is lost is no harm: everything may be sent again.
{
  const { within, names, whose } = self.uncramp;
  const news = 'BroadcastChannel' in self ? new BroadcastChannel('uncramp') : null;
  const patience = 15_000, day = 86_400_000, stay = 56 * day;

  // No answer, no hurry: it is tried again later. What was kept for one person's diary never lands in another's.
  const call = (path, diary, how) => fetch(path, { ...how, headers: { ...how?.headers, ...(diary === undefined ? {} : { 'Uncramp-For': diary }) }, redirect: 'error', cache: 'no-store', signal: AbortSignal.timeout?.(patience) });

  /** What became of one row: 'kept', 'gone' (deleted elsewhere), 'signin', 'full', 'refused' or 'later'. */
  async function send({ of, in: section = 'episodes', diary, put }) {
    try {
      const answer = await call(`/api/${section}/${of}`, diary, put ? { method: 'PUT', body: JSON.stringify(put), headers: { 'Content-Type': 'application/json' } } : { method: 'DELETE' });
      if (!put && answer.status === 204) return { fate: 'kept' };
      if (put && answer.status === 200) {
        // A café's sign-in page may answer 200 too. Only the diary answers with the cramp or the night itself.
        const kept = await answer.json();
        return (kept.id ?? kept.night) === of ? { fate: 'kept', kept } : { fate: 'later' };
      }
      return { fate: { 410: 'gone', 401: 'signin', 507: 'full', 400: 'refused', 403: 'refused', 413: 'refused', 415: 'refused' }[answer.status] ?? 'later' };
    } catch {
      return { fate: 'later' };
    }
  }

  const standing = () => within('readonly', ({ kept }, done) => { kept.get('sync').onsuccess = event => done(event.target.result ?? {}); });

  const note = (kept, change) => { kept.get('sync').onsuccess = event => kept.put({ ...event.target.result, ...change }, 'sync'); };

  const first = stuck => within('readonly', ({ outbox }, done) => {
    outbox.openCursor().onsuccess = ({ target: { result: cursor } }) => {
      if (cursor && stuck.has(cursor.value.of)) cursor.continue();
      else done(cursor?.value);
    };
  });

  const drop = (outbox, of) => { outbox.index('of').getAllKeys(of).onsuccess = event => event.target.result.forEach(n => outbox.delete(n)); };

  /** Sends all rows; null when nothing is left, else why something is. What is refused holds up nothing but its own cramp. */
  async function drain() {
    const stuck = new Set();
    for (let why = null; ;) {
      const row = await first(stuck);
      if (!row) return why;
      const { fate, kept } = await send(row);
      if (fate === 'kept') await settle(row, kept);
      else if (fate === 'gone') await within('readwrite', ({ entries, outbox }) => { entries.delete(row.of); drop(outbox, row.of); });
      else if (fate === 'full' || fate === 'refused') { stuck.add(row.of); why = fate; }
      else return fate;
    }
  }

  const settle = (row, answer) => within('readwrite', ({ entries, kept, outbox }) => {
    outbox.delete(row.n);
    note(kept, { met: true });
    outbox.index('of').getAll(row.of).onsuccess = ({ target: { result: rows } }) => {
      entries.get(row.of).onsuccess = ({ target: { result: entry } }) => { if (entry && answer) entries.put({ ...merged(answer, entry, rows), diary: row.diary ?? whose() }); };
    };
  });

  /** The cramp as the diary has it, and over it what this phone has yet to say. */
  function merged(kept, before, waiting) {
    const all = Object.assign({}, kept, ...waiting.map(row => row.put));
    const entry = { ...before, id: kept.id };
    for (const [name, own] of Object.entries(names)) entry[own] = all[name];
    const at = Date.parse(all.start), same = before && Math.abs(at - before.at) < 1000;
    return {
      ...entry,
      at: same ? before.at : at,
      start: same ? before.start : all.start,
      seconds: before && (before.minutes ?? undefined) === all.minutes ? before.seconds : all.minutes === undefined ? null : all.minutes * 60,
      label: before && before.place === all.muscle ? before.label : (all.muscle ?? all.sites?.join(', ') ?? 'leg').replaceAll('-', ' '),
      logged: kept.logged.at,
      last: Math.max(before?.last ?? 0, ...[kept.logged, ...Object.values(kept.changed ?? {})].map(stamp => Date.parse(stamp.at))),
      sent: waiting.length === 0,
      apart: undefined,
    };
  }

  /** Takes what changed in the diary since the last time. Only the last weeks stay on the phone. */
  async function catchUp(always) {
    const diary = whose(), mine = entry => entry.diary === undefined || entry.diary === diary;
    const { next: reached = {}, met, cleared = 0 } = await standing();
    // Who has had nothing to do with a diary here may have none, and is not to be asked who they are.
    if (!met && !always) return;
    const oldest = Date.now() - stay;
    let told;
    try {
      const answer = await call(`/api/diary?since=${encodeURIComponent(reached[diary ?? ''] ?? '')}&from=${new Date(oldest).toISOString().slice(0, 10)}`, diary);
      if (answer.status !== 200) return;
      told = await answer.json();
    } catch {
      return;
    }
    if (!Array.isArray(told.diary?.episodes)) return;
    await within('readwrite', ({ entries, kept, outbox }) => {
      outbox.getAll().onsuccess = ({ target: { result: rows } }) => {
        entries.getAll().onsuccess = ({ target: { result: all } }) => {
          const waiting = id => rows.filter(row => row.of === id);
          const here = new Map(all.map(entry => [entry.id, entry])), there = new Set();
          const gone = new Set(told.diary.removed.filter(row => row.in === 'episodes').map(row => row.of));
          for (const episode of told.diary.episodes) {
            there.add(episode.id);
            const before = here.get(episode.id), own = waiting(episode.id);
            if (own.some(row => !row.put) || (!before && Date.parse(episode.start) < Math.max(oldest, cleared))) continue;
            entries.put({ ...merged(episode, before, own), diary });
          }
          for (const id of gone) { entries.delete(id); drop(outbox, id); }
          for (const entry of all) {
            if (!mine(entry) || gone.has(entry.id) || there.has(entry.id) || waiting(entry.id).length > 0) continue;
            if (entry.at < oldest && !entry.apart) entries.delete(entry.id);
            else if (told.whole && told.emptied) entries.delete(entry.id);
            // The diary is an older copy, or another one. Nobody deleted this cramp, and nobody asked to have it there.
            else if (told.whole) entries.put({ ...entry, sent: false, apart: true });
          }
          const said = rows.filter(row => row.in === 'nights' && row.put).map(row => [row.of, row.put.did]);
          if (told.trial) kept.put({ ...told.trial, diary, did: { ...told.trial.did, ...Object.fromEntries(said) } }, 'trial'); else kept.delete('trial');
          note(kept, { next: { ...reached, [diary ?? '']: told.next }, met: true });
        };
      };
    });
  }

  async function both(read) {
    const why = await drain();
    if (why !== 'later' && why !== 'signin' && read !== 'nothing') await catchUp(read === 'all');
    if (why !== ((await standing()).why ?? null)) await within('readwrite', ({ kept }) => note(kept, { why }));
    news?.postMessage({ synced: why });
    return why;
  }

  /**
   * Sends, then reads. `read`: 'nothing'; 'news', if this phone has had to do with a diary before; 'all', even if not.
   * One page at a time, but none waits for long: twice is harmless.
   */
  self.uncramp.sync = async read => {
    try {
      if (!navigator.locks) return await both(read);
      try {
        return await navigator.locks.request('uncramp-outbox', { signal: AbortSignal.timeout?.(2 * patience) }, () => both(read));
      } catch (error) {
        if (error?.name !== 'AbortError' && error?.name !== 'TimeoutError') throw error;
        return await both(read);
      }
    } catch {
      return null; // this browser keeps nothing, so nothing waits
    }
  };
}
