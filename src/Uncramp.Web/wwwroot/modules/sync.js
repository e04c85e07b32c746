// When the outbox is emptied while a page is open: now, after each change, when the network comes back or the person does, and again after a while.
import './store.js';
import './outbox.js';

const soonest = 5_000, latest = 300_000;
// Who is signed in has a diary here, and so has whoever sees one of these pages.
const own = () => self.uncramp.whose() !== undefined || /^\/(diary|report|trials)(\/|$)/.test(location.pathname) ? 'all' : 'news';
let busy = false, wanted = null, wait = soonest, timer = 0;

async function run(read) {
  if (busy) { wanted = [wanted, read].find(one => one && one !== 'nothing') ?? read; return; }
  busy = true;
  clearTimeout(timer);
  const why = await self.uncramp.sync(read);
  busy = false;
  if (wanted) { const more = wanted; wanted = null; return run(more); }
  if (why !== 'later') { wait = soonest; return; }
  timer = setTimeout(() => run(own()), wait * (0.75 + Math.random() / 2));
  wait = Math.min(2 * wait, latest);
  // Where there is one, the worker sends it even after the page is closed.
  try { await (await navigator.serviceWorker?.getRegistration())?.sync?.register('outbox'); } catch { /* not allowed here */ }
}

if ('BroadcastChannel' in self) new BroadcastChannel('uncramp').onmessage = ({ data }) => { if (data.changed !== undefined || data.ended) run('nothing'); };
addEventListener('online', () => run(own()));
document.addEventListener('visibilitychange', () => { if (!document.hidden) run(own()); });
run(own());
