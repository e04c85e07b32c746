// The start page by day: asks about last night, and leads to the last check.
import { phone } from './phone.js';
import { askMorning } from './morning.js';
import { showTrial } from './trial.js';

const room = document.getElementById('morning');
await askMorning(room);
if (!room.hidden) {
  // One question about one night: the phone's own asks more.
  document.getElementById('woke')?.remove();
  const why = Object.assign(document.createElement('p'), { className: 'lead' });
  why.append(Object.assign(document.createElement('a'), { href: '/check', textContent: 'Why do they happen?' }));
  room.querySelector('h2').after(why);
}
// Where the page came from the diary itself, it tells already.
const test = document.getElementById('test');
if (test.hidden) {
  await showTrial(test);
  phone.hear(({ synced }) => { if (synced !== undefined) showTrial(test); });
}
const last = await phone.last();
if (last) {
  const link = document.getElementById('last');
  link.querySelector('span').textContent = `Of ${new Date(last.day).toLocaleDateString(document.documentElement.lang, { day: 'numeric', month: 'long' })}, kept on this device`;
  link.hidden = false;
}
