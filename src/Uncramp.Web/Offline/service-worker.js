// The server puts before this: const release = "…", files = ["…"].
importScripts('/modules/store.js', '/modules/outbox.js');

const cacheName = `uncramp-${release}`;

self.addEventListener('install', event => event.waitUntil((async () => {
  const cache = await caches.open(cacheName);
  // All or nothing: a release that is not whole is never used.
  // And as a stranger: what is kept outlives a sign-in and must name nobody.
  await cache.addAll(files.map(file => new Request(file, { cache: 'reload', credentials: 'omit' })));
})()));

self.addEventListener('activate', event => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith('uncramp-') && name !== cacheName) await caches.delete(name);
  await self.clients.claim();
})()));

self.addEventListener('message', event => {
  if (event.data === 'take over') self.skipWaiting();
});

// The network is back, perhaps after the page was closed. What is not sent now is asked for again by the browser.
self.addEventListener('sync', event => event.waitUntil((async () => {
  if (await self.uncramp.sync('nothing') === 'later') throw new Error('later');
})()));

self.addEventListener('fetch', event => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin || pathname.startsWith('/api/')) return;
  if (request.method !== 'GET') {
    // The browser's own: it would not keep an answer that came through here, and Back would find none. Only without a network is there nothing to keep.
    if (request.mode === 'navigate' && !navigator.onLine && !request.isHistoryNavigation) event.respondWith(offline());
    return;
  }
  event.respondWith(request.mode === 'navigate' ? page(request) : file(request));
});

const kept = request => caches.open(cacheName).then(cache => cache.match(request, { ignoreVary: true }));
const offline = () => kept('/offline');

/** A page of this release; else the network; else a dark page that says what works. */
async function page(request) {
  return await kept(new URL(request.url).pathname) ?? fetch(request).catch(offline);
}

async function file(request) {
  return await kept(request) ?? fetch(request);
}
