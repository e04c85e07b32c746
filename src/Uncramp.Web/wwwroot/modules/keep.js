// Keeps this result on the device, to be read without a network, and so that Tonight leaves out what it held back.
import { phone } from './phone.js';

const main = document.getElementById('main');
const told = JSON.parse(document.getElementById('known').textContent);
const note = document.getElementById('kept-here');
const copy = main.cloneNode(true);
copy.querySelector('#kept')?.remove(); // what the diary keeps is said by the diary
await phone.keepLast({ ...told, page: copy.innerHTML });
if (!phone.trouble) {
  const forget = Object.assign(document.createElement('button'), { type: 'button', className: 'link', textContent: 'Delete it' });
  forget.addEventListener('click', async () => {
    await phone.forgetLast();
    note.textContent = 'It is no longer kept on this device.';
  });
  note.append(note.dataset.elsewhere ? 'A copy of this result is kept on this device. ' : 'This result is kept on this device, and nowhere else. ', forget);
  note.hidden = false;
}
