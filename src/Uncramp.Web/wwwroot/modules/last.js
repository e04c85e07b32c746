// Shows the last check again, from what this device kept of it.
import { phone } from './phone.js';

const last = await phone.last();
if (last) {
  document.getElementById('last').innerHTML = last.page;
  const forget = document.getElementById('last-forget');
  forget.hidden = false;
  forget.addEventListener('click', async () => {
    await phone.forgetLast();
    location.reload();
  });
}
