// Keeps a copy of the night pages on this device, so that they work without a network, and sends what waits. A new release waits while a cramp is timed.
import { phone } from './phone.js';

async function take(waiting) {
  if (waiting && !(await phone.running())) waiting.postMessage('take over');
}

async function install() {
  try {
    const registration = await navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' });
    take(registration.waiting);
    const watch = fresh => fresh?.addEventListener('statechange', () => { if (fresh.state === 'installed' && registration.active) take(fresh); });
    watch(registration.installing);
    registration.addEventListener('updatefound', () => watch(registration.installing));
    addEventListener('uncramp-idle', () => take(registration.waiting));
  } catch { /* without a copy the pages still work while there is a network */ }
}

/** What is kept goes to the diary when the page has come to rest: never before somebody in pain has what they need. */
function send() {
  // The network may be lost before this has come; then it comes with the network, under another name, as browsers remember that there was none.
  let tries = 0;
  const soon = () => import(tries++ === 0 ? './sync.js' : `./sync.js?${tries}`).catch(() => addEventListener('online', soon, { once: true }));
  setTimeout(() => 'requestIdleCallback' in self ? requestIdleCallback(soon, { timeout: 5000 }) : soon(), 1000);
}

function loaded() {
  if ('serviceWorker' in navigator) install();
  send();
}

if (document.readyState === 'complete') loaded();
else addEventListener('load', () => setTimeout(loaded, 0));
