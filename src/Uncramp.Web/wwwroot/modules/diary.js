// What the diary's forms need of the browser: its time zone; and whether the phone still has cramps that are not here.
import { phone } from './phone.js';

const offset = -new Date().getTimezoneOffset();
for (const input of document.querySelectorAll('input[name=zone]')) input.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? '';
for (const input of document.querySelectorAll('input[name=offset]')) input.value = offset;

// "Last night" depends on where one is: asked for again where the browser's clock is not the server's.
const front = document.querySelector('[data-offset]');
const address = new URL(location);
if (front && Number(front.dataset.offset) !== offset && !address.searchParams.has('offset')) {
  address.searchParams.set('offset', offset);
  location.replace(address);
}

// What the phone kept at night comes here by itself; until then the page says so, and afterwards how to see it.
const line = document.querySelector('.unsent');
let before = 0;

async function tell() {
  const left = (await phone.entries()).filter(entry => !entry.sent).length;
  if (left > 0) line.textContent = `${left === 1 ? 'One cramp is' : `${left} cramps are`} on this phone and not here yet.`;
  else if (before > 0) line.replaceChildren('Your phone has sent its cramps. ', Object.assign(document.createElement('a'), { href: '/diary', textContent: 'Show them' }));
  line.hidden = left === 0 && before === 0;
  before = Math.max(before, left);
}

if (line) {
  tell();
  phone.hear(tell);
}
