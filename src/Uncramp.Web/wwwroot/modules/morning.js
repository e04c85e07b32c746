// The morning after: three short questions complete what the night left open. They never come at night.
import { phone } from './phone.js';
import { about } from './hold.js';

const hour = 3600_000;
const helped = [['stretch', 'Stretching'], ['stand', 'Standing'], ['massage', 'Rubbing'], ['walk', 'Walking'], ['warmth', 'Warmth'], ['nothing', 'Nothing'], ['unsure', 'Not sure']];

export const clock = at => new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit', hour12: false });
export const placeOf = entry => [entry.side && entry.side !== 'both' ? entry.side : '', entry.label.toLowerCase()].filter(Boolean).join(' ') + (entry.side === 'both' ? ', both legs' : '');
export const told = entry => `${clock(entry.at)}, ${placeOf(entry)}, ${about(entry.seconds)}`;

function due(entry, now) {
  const age = now - entry.at, time = new Date(now).getHours();
  return !entry.asked && age >= 3 * hour && age < (entry.ask ? 7 * 24 : 48) * hour && time >= 5 && time < 23;
}

function group(name, kind, legend, choices, wide) {
  const set = document.createElement('fieldset');
  set.className = wide ? 'pick wide' : 'pick';
  set.append(Object.assign(document.createElement('legend'), { textContent: legend }));
  for (const [value, label] of choices) {
    const id = `${name}-${value}`;
    set.append(
      Object.assign(document.createElement('input'), { type: kind, name, id, value, className: 'hide' }),
      Object.assign(document.createElement('label'), { htmlFor: id, textContent: label }));
  }
  return set;
}

/** Puts the question about last night's cramp into `room`, when there is one to ask. */
export async function askMorning(room, heading = 'h2') {
  const entry = (await phone.entries()).find(entry => due(entry, Date.now()));
  room.hidden = !entry;
  if (!entry) return;
  const title = Object.assign(document.createElement(heading), { textContent: `You had a cramp at ${clock(entry.at)}.` });
  const form = document.createElement('form');
  const button = (text, name, plain) => Object.assign(document.createElement('button'), { textContent: text, type: name === 'keep' ? 'submit' : 'button', className: plain ? 'plain quiet' : 'big act' });
  const keep = button('Keep this', 'keep'), skip = button('Not now', 'skip', true);
  form.append(
    group('severity', 'radio', 'How bad was it? 0 is nothing, 10 the worst.', Array.from({ length: 11 }, (_, i) => [i, i])),
    group('sore', 'radio', 'Is it still sore?', [['no', 'No'], ['little', 'A little'], ['much', 'A lot']]),
    group('helped', 'checkbox', 'What helped?', helped, true), keep, skip);
  room.replaceChildren(title, form);
  const done = async change => {
    await phone.change(entry.id, { ...change, asked: true });
    const note = Object.assign(document.createElement('p'), { textContent: change.skipped ? 'As you like.' : phone.trouble ? 'Thank you. ' : 'Thank you. It is kept on this phone. ', role: 'status', tabIndex: -1 });
    if (!change.skipped) note.append(Object.assign(document.createElement('a'), { href: '/check', textContent: 'Find out why they happen' }));
    room.replaceChildren(note);
    note.focus({ preventScroll: true });
  };
  skip.addEventListener('click', () => done({ skipped: true }));
  form.addEventListener('submit', event => {
    event.preventDefault();
    const data = new FormData(form), severity = data.get('severity');
    done({ severity: severity === null ? undefined : Number(severity), sore: data.get('sore') ?? undefined, helped: data.getAll('helped') });
  });
}
