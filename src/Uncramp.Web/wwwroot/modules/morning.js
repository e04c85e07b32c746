// The morning after: three short questions complete what the night left open. They never come at night.
import { phone } from './phone.js';
import { clock } from './hold.js';

const hour = 3600_000;
const helped = [['stretch', 'Stretching'], ['stand', 'Standing'], ['massage', 'Rubbing'], ['walk', 'Walking'], ['warmth', 'Warmth'], ['nothing', 'Nothing'], ['unsure', 'Not sure']];

function due(entry, now) {
  const age = now - entry.at, time = new Date(now).getHours();
  return !entry.asked && entry.severity === undefined && entry.sore === undefined && age >= 3 * hour && age < (entry.ask ? 7 * 24 : 48) * hour && time >= 5 && time < 23;
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

/** Own words for the day before, so that a race can be told from other nights. */
function tags(entry) {
  const row = document.createElement('p'), input = Object.assign(document.createElement('input'), { type: 'text', id: 'tags', name: 'tags', maxLength: 120, value: (entry.tags ?? []).join(', '), autocomplete: 'off' });
  row.className = 'own';
  row.append(Object.assign(document.createElement('label'), { htmlFor: 'tags', textContent: 'Was the day special? Such as: race, long drive' }), input);
  return row;
}

const words = text => [...new Set(text.split(',').map(word => word.trim().slice(0, 40)).filter(Boolean))];
const some = values => values.length > 0 ? values : undefined;

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
    group('helped', 'checkbox', 'What helped?', helped, true), tags(entry), keep, skip);
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
    done({ severity: severity === null ? undefined : Number(severity), sore: data.get('sore') ?? undefined, helped: some(data.getAll('helped')), tags: some(words(data.get('tags'))) });
  });
}
