// The start page by day: asks about last night, and leads to the last check.
import { phone } from './phone.js';
import { askMorning } from './morning.js';

askMorning(document.getElementById('morning'));
const last = await phone.last();
if (last) {
  const link = document.getElementById('last');
  link.querySelector('span').textContent = `Of ${new Date(last.day).toLocaleDateString(document.documentElement.lang, { day: 'numeric', month: 'long' })}, kept on this device`;
  link.hidden = false;
}
