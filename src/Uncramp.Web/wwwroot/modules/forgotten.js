// What was forgotten in the diary is forgotten on this device too.
import { phone } from './phone.js';

await phone.forgetLast();
document.getElementById('device').textContent = 'The copy on this device is gone too.';
