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
