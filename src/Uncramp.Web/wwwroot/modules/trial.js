// What the running test asks for tonight, from what the phone keeps of it: by day and by night, with a network or without.
import { phone } from './phone.js';

const hour = 3600_000, day = 24 * hour;

/** The evening of the coming night, or of the one that is on: as Wall.LastNight has it. */
function tonight(turns) {
  const [hours, minutes] = turns.split(':').map(Number), now = Date.now();
  return new Date(now - new Date(now).getTimezoneOffset() * 60_000 + 8 * hour - hours * hour - minutes * 60_000).toISOString().slice(0, 10);
}

const make = (name, text, more) => Object.assign(document.createElement(name), { textContent: text, ...more });

/** Puts it into `room`, which stays hidden when nothing is asked for. */
export async function showTrial(room) {
  const trial = await phone.trial();
  const night = trial && tonight(trial.turns), arm = trial?.arms[Math.round((Date.parse(night) - Date.parse(trial.from)) / day)];
  room.hidden = arm !== 'A' && arm !== 'B';
  if (room.hidden) return;
  const what = make('p', `${trial.measure}. `), said = trial.did?.[night];
  what.append(make('a', 'See the test', { href: `/trials/${trial.id}` }));
  room.replaceChildren(make('h2', `Your test, tonight: ${arm === 'B' ? 'do it' : 'leave it out'}`), what);
  if (said !== undefined) return room.append(make('p', `You said: ${said ? 'did it' : 'did not'}.`, { role: 'status' }));
  const row = make('p', '', { className: 'did' });
  for (const [text, done] of [['Did it', true], ['Did not', false]]) {
    const button = make('button', text, { type: 'button', className: done ? 'act plain' : 'quiet plain' });
    button.addEventListener('click', async () => { await phone.did(night, done); showTrial(room); });
    row.append(button);
  }
  room.append(row);
}
