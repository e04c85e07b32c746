// Keeps a copy of the night pages on this device, so that they work without a network. A new release waits while a cramp is timed.
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

if ('serviceWorker' in navigator) {
  if (document.readyState === 'complete') install();
  else addEventListener('load', () => setTimeout(install, 0));
}
