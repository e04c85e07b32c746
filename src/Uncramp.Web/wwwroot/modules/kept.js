// The list of cramps on Tonight, and how each stands with the diary.
import { phone } from './phone.js';
import { told } from './hold.js';

export { askMorning } from './morning.js';
export { showTrial } from './trial.js';

const $ = id => document.getElementById(id);
const many = (count, one, more) => count === 1 ? one : more.replace('#', count);

/** How one cramp stands with the diary, in a few words. */
export function standing(entry, why) {
  if (entry.sent) return 'Also in your diary';
  if (phone.trouble) return '';
  if (entry.apart) return 'On this phone only';
  return { signin: 'Not in your diary: sign in first', full: 'Not in your diary: it is full', refused: 'Not in your diary: it was not taken' }[why] ?? 'Not yet in your diary';
}

function summary(entries, why) {
  if (entries.length === 0) return 'No cramps saved yet.';
  if (phone.trouble) return many(entries.length, '1 cramp, until you close this page.', '# cramps, until you close this page.');
  const apart = entries.filter(one => one.apart).length, unsent = entries.filter(one => !one.sent).length - apart;
  if (unsent > 0) return `${many(unsent, '1 is', '# are')} on this phone only. ${{
    signin: many(unsent, 'Sign in, and it goes to your diary.', 'Sign in, and they go to your diary.'),
    full: 'Your diary is full. Make room there.',
    refused: 'Your diary did not take it. We keep it here and try again.',
  }[why] ?? many(unsent, 'It goes to your diary when there is a network.', 'They go to your diary when there is a network.')}`;
  if (apart > 0) return many(apart, '1 is on this phone only. Your diary no longer has it.', '# are on this phone only. Your diary no longer has them.');
  return many(entries.length, '', 'All # are in your diary too.');
}

// Taken away on this page, and still there to be brought back.
const removed = new Map();

/** Shows the list anew. `changed` hears that a cramp was taken away or brought back here. */
export async function showKept(changed) {
  const [entries, why] = [await phone.entries(), await phone.why()];
  for (const { id } of entries) removed.delete(id);
  const unsent = entries.filter(one => !one.sent).length, focused = document.activeElement?.dataset.cramp;
  $('kept').replaceChildren(...[...entries.slice(0, 30), ...removed.values()].sort((a, b) => b.at - a.at).map(one => line(one, why, changed)));
  if (focused) document.querySelector(`[data-cramp="${focused}"]`)?.focus();
  $('kept-none').textContent = summary(entries, why);
  if (why === 'signin' && unsent > 0) $('kept-none').append(' ', Object.assign(document.createElement('a'), { href: '/account', textContent: 'Sign in' }));
  $('put-back').hidden = !entries.some(one => one.apart);
  $('put-back').onclick = async () => { await phone.sendApart(); showKept(changed); };
  forgetting(entries, changed);
}

function line(one, why, changed) {
  const row = document.createElement('li'), words = document.createElement('span'), button = document.createElement('button'), gone = removed.has(one.id);
  const spoken = `${new Date(one.at).toLocaleDateString(document.documentElement.lang, { weekday: 'short', day: 'numeric', month: 'short' })}, ${told(one)}`;
  words.append(spoken, Object.assign(document.createElement('small'), { textContent: gone ? 'Removed' : standing(one, why) }));
  Object.assign(button, { type: 'button', textContent: gone ? 'Undo' : 'Remove' });
  button.dataset.cramp = one.id;
  button.setAttribute('aria-label', `${gone ? 'Undo: keep' : 'Remove'} ${spoken}`);
  button.addEventListener('click', async () => {
    if (gone) button.dataset.cramp = (await phone.keep(one)).id;
    else await phone.remove(one);
    if (gone) removed.delete(one.id); else removed.set(one.id, one);
    showKept(changed);
    changed();
  });
  row.append(words, button);
  return row;
}

/** One tap takes away what the diary has too. What is nowhere else needs a tap that says so. */
function forgetting(entries, changed) {
  const count = entries.length, unsent = entries.filter(one => !one.sent).length, alone = unsent === count;
  const button = $('forget');
  button.hidden = $('forget-says').hidden = count === 0;
  button.textContent = alone ? many(unsent, 'Delete 1 cramp that is nowhere else', 'Delete # cramps that are nowhere else') : 'Delete all cramps on this phone';
  $('forget-says').textContent = alone ? '' : unsent === 0 ? 'Your diary keeps its own.' : many(unsent, 'Your diary keeps its own. 1 that is nowhere else stays here.', 'Your diary keeps its own. # that are nowhere else stay here.');
  button.onclick = async () => {
    await phone.clear(alone);
    removed.clear();
    await showKept(changed);
    changed();
    $('kept-none').focus();
  };
}
