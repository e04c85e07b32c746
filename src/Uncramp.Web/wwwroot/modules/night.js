// Tonight: start, hold, still tight, after, sleep. The page shows everything without this; here it is led through, one thing at a time.
import { phone, wish, localTime, newId } from './phone.js';
import { Stopwatch, rope, shown, clock, told } from './hold.js';
import { dims, autoDim, say, hush, buzz, stayAwake, mayRest } from './senses.js';

// What is not for the first minute comes once all else is there: the list, and the question of the morning.
const rest = (document.readyState === 'complete' ? Promise.resolve() : new Promise(done => addEventListener('load', done, { once: true }))).then(() => import('./kept.js')).catch(() => null);

const lastsTooLong = 600_000;
const day = 86_400_000;
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const $ = id => document.getElementById(id);
const all = selector => [...document.querySelectorAll(selector)];
const seen = element => element.checkVisibility ? element.checkVisibility() : element.offsetParent !== null;

let screen = 'start', running = null, watch = null, ticking = 0, cards = [], entry = null, lateShown = false, lastSaid = -1;

// --- Screens

function go(name, focus) {
  screen = name;
  for (const one of all('.screen')) one.hidden = one.id !== `screen-${name}`;
  if (name !== 'hold' && name !== 'late') { clearInterval(ticking); mayRest(); hush(); }
  scrollTo(0, 0);
  (focus ?? $('main')).focus({ preventScroll: true });
}

const place = () => document.querySelector('input[name=place]:checked');
const labelOf = input => document.querySelector(`label[for="${input.id}"]`).textContent;

// --- Hold

async function start() {
  if (running) return;
  const chosen = place();
  const now = Date.now();
  const mine = { id: newId(), diary: phone.whose(), at: now, start: localTime(now), zone: Intl.DateTimeFormat().resolvedOptions().timeZone, place: chosen.value, label: labelOf(chosen), site: chosen.dataset.site };
  // The disk may be slow; the pain does not wait for it.
  const asked = phone.begin(mine);
  begin(mine, 0);
  const kept = await asked;
  if (kept.id !== mine.id) return begin(kept, Stopwatch.since(kept.at) ?? 0);
  wish('uses', Number(wish('uses') ?? 0) + 1);
  if (Number(wish('uses')) === 2) navigator.storage?.persist?.().catch(() => {});
}

function begin(what, elapsed) {
  running = what;
  watch = new Stopwatch(elapsed);
  lateShown = false;
  lastSaid = -1;
  const chosen = $(`place-${what.place}`);
  if (chosen) chosen.checked = true;
  $('screen-start').hidden = false;
  // What is offered is what the page shows for this place and these chips, in its order.
  cards = all('#screen-start .card[data-relief], #screen-start .more[data-turn=next]').filter(seen)
    .map(card => ({ relief: card.dataset.relief, first: card.matches('.card'), does: card.querySelector('.do, p')?.textContent.trim() ?? '', commands: [...card.querySelectorAll('.helped li')].filter(seen).map(line => line.textContent), drawing: [...card.querySelectorAll('.drawing')].find(seen) }));
  $('hold-place').textContent = what.label;
  $('hold-clock').textContent = `began ${clock(what.at)}`;
  offer(0);
  go('hold', $('hold-title'));
  $('awake').hidden = stayAwake();
  tick();
  clearInterval(ticking);
  ticking = setInterval(tick, 250);
}

/** Whether the stretch for this place is offered; if the last check holds it back, nobody is told to hold. */
const mayHold = () => cards.some(card => card.first);

let offered = 0;

function offer(index) {
  offered = index;
  const card = cards[index];
  const words = card?.commands.length ? card.commands.join(' ') : card?.does ?? 'Keep the leg still. Breathe out slowly.';
  $('hold-do').textContent = words;
  $('hold-drawing').replaceChildren(...(card?.drawing ? [card.drawing.cloneNode(true)] : []));
  $('hold-drawing').hidden = index === 0;
  say(words);
  $('hold-hint').textContent = index === 0 ? 'Most cramps let go within minutes. Ease off if it feels sharp.' : 'Ease off if it feels sharp.';
  $('hold-hint').hidden = $('late-while').hidden = !mayHold();
  if (card) running.tried = [...new Set([...(running.tried ?? []), card.relief])];
  phone.note({ tried: running.tried });
}

function tick() {
  const elapsed = watch.elapsed, seconds = Math.floor(elapsed / 1000);
  $('count').textContent = shown(elapsed);
  $('late-count').textContent = shown(elapsed);
  $('count-unit').textContent = `${seconds < 60 ? 'seconds' : 'minutes'}. ${offered > 0 ? 'Breathe out slowly.' : mayHold() ? 'Keep holding, breathe out slowly.' : 'Keep still, breathe out slowly.'}`;
  const eased = Math.min(1, elapsed / 60_000);
  $('rope').setAttribute('d', rope(calm.matches ? Math.floor(eased * 5) / 5 : eased));
  if (seconds !== lastSaid && (seconds === 15 || seconds === 30 || (seconds > 0 && seconds % 60 === 0))) {
    lastSaid = seconds;
    const words = seconds < 60 ? `${seconds} seconds. ${mayHold() ? 'Keep holding.' : 'Keep still.'}` : `${seconds / 60} ${seconds === 60 ? 'minute' : 'minutes'}.`;
    $('spoken').textContent = words;
    say(words);
    buzz(80);
  }
  if (elapsed >= lastsTooLong && !lateShown) late();
}

function tight() {
  if (offered + 1 < cards.length) return offer(offered + 1);
  $('hold-do').textContent = mayHold() ? 'Keep holding, as long as it eases. At 10 minutes we ask you a few things.' : 'Keep the leg still. Get help.';
  $('hold-drawing').hidden = true;
}

// --- Too long

function late() {
  lateShown = true;
  answer(null);
  $('late-title').textContent = watch.elapsed >= lastsTooLong ? 'This is lasting longer than most cramps.' : 'Let us see if you need help.';
  $('late-country').replaceChildren(country());
  go('late', $('late-title'));
  buzz([200, 100, 200]);
  say(`${$('late-title').textContent} Please look at the screen.`);
}

/** The country to call in, on this screen too. */
function country() {
  const copy = $('country').cloneNode(true);
  copy.id = 'late-country-choice';
  copy.value = $('country').value;
  copy.setAttribute('aria-label', 'Your country');
  copy.addEventListener('change', () => { $('country').value = copy.value; numbers(copy.value); });
  return copy;
}

function answer(signs) {
  $('late-ask').hidden = signs !== null;
  $('late-back').hidden = $('late-country').hidden = signs === null;
  for (const panel of ['emergency', 'same-day', 'neither']) $(`late-${panel}`).hidden = panel !== signs;
  if (signs === null) return;
  running.signs = signs;
  phone.note({ signs });
  const heading = $(`late-${signs}`).querySelector('h3');
  heading.focus();
  scrollTo(0, 0);
  say(heading.textContent);
}

/** Asked early, and none of the signs: the hold goes on, and the questions come again at their time. */
function holdOn() {
  lateShown = false;
  go('hold', $('hold-title'));
}

// --- After

const asEntry = ({ id, diary, at, start, zone, place, label, site, tried, signs }, seconds) =>
  ({ id, diary, at, start, zone, place, label, sites: [site], seconds, minutes: seconds === null ? null : Math.max(1, Math.round(seconds / 60)), tried, signs, clock: clockIsWrong(at) ? 'wrong' : undefined, logged: new Date().toISOString(), last: Date.now(), sent: false });

async function end() {
  if (!running) return;
  entry = await phone.end(asEntry(running, Math.round(watch.elapsed / 1000)));
  after();
}

function after() {
  running = null;
  showSaved(true);
  $('after-said').textContent = entry.clock ? `This phone’s clock says ${new Date(entry.at).toLocaleDateString(document.documentElement.lang, { dateStyle: 'long' })}. That cannot be right. Set it in the morning.` : '';
  sayTrouble();
  go('after', $('after-title'));
  buzz(60);
  updateIsWelcome();
}

function sayTrouble() {
  const words = { full: 'This phone is full. We cannot keep this cramp. It is gone when you close the page.', none: 'This browser keeps nothing, as in a private window. The cramp is gone when you close the page.' }[phone.trouble] ?? '';
  for (const id of ['after-trouble', 'trouble']) { $(id).textContent = words; $(id).hidden = !words; }
}

const clockIsWrong = at => at < Date.parse(document.documentElement.dataset.known);

async function undo() {
  const keep = $('undo').textContent !== 'Undo', sent = entry.sent;
  if (keep) entry = await phone.keep(entry); else await phone.remove(entry);
  showSaved(keep);
  $('after-said').textContent = keep ? '' : sent ? 'It is gone from this phone, and goes from your diary too.' : 'It is not on this phone any more.';
}

async function showSaved(kept) {
  $('undo').textContent = kept ? 'Undo' : 'Keep it after all';
  $('after-title').textContent = !kept ? 'Not saved' : phone.trouble ? 'Not kept' : 'Saved on this phone';
  for (const one of all('input[name=side]')) one.checked = one.value === entry.side;
  $('after-what').textContent = told(entry);
  const [later, why] = [await rest, await phone.why()];
  $('after-sync').textContent = kept && later ? later.standing(entry, why) : '';
}

/** Another tab, or the diary, changed or took away the cramp that stands on this screen. */
async function again(id, instead) {
  const before = entry;
  if (before?.id !== id || screen !== 'after') return;
  const kept = instead ?? (await phone.entries()).find(one => one.id === id);
  // Changed here meanwhile: what was read is older.
  if (entry !== before) return;
  entry = kept ?? entry;
  showSaved(!!kept);
}

async function change(what, words) {
  entry = { ...entry, ...what };
  await phone.change(entry.id, what);
  showSaved($('undo').textContent === 'Undo');
  sayTrouble();
  if (words) $('after-said').textContent = words;
}

// --- What the page remembers

const showKept = async () => { const later = await rest; later?.showTrial($('test')); return later?.showKept(ask); };

const ask = async () => (await rest)?.askMorning($('morning'));

async function follow(last) {
  if (!last) return;
  const age = Date.now() - Date.parse(last.day), urgent = (last.level === 'emergency' || last.level === 'same-day');
  for (const id of last.chips) if ($(`chip-${id}`) && !wish(`chip.${id}`)) $(`chip-${id}`).checked = true;
  if (urgent && age > 14 * day) return;
  for (const { id, message } of last.withheld)
    for (const card of all(`[data-relief="${id}"]`)) {
      card.classList.add('held');
      card.hidden = true;
      card.dataset.message = message;
      // Where a chip hides it too, the chip has said why.
      if (!urgent && card.matches('.more')) card.after(Object.assign(document.createElement('p'), {
        className: ['note', ...card.classList].filter(name => name !== 'more' && name !== 'held').join(' '),
        textContent: `${card.querySelector('h3').textContent}: left out because of your last check. ${message}`,
      }));
    }
  if (urgent) {
    const words = `Your check on ${new Date(last.day).toLocaleDateString(document.documentElement.lang, { day: 'numeric', month: 'long' })} said: ${last.level === 'emergency' ? 'call an ambulance' : 'get help today'}. Do not stretch before you have been seen. `;
    $('last-check').firstElementChild.replaceChildren(words, Object.assign(document.createElement('a'), { href: '#help', textContent: 'Get help.' }));
    $('last-check').hidden = false;
  }
  leftOut();
}

/** Where the first thing for this place is held back, its reason stands in its stead. */
function leftOut() {
  const held = all('.card.held').find(card => card.matches(`.at-${place().value}`));
  $('left-out').hidden = !held;
  if (held) $('left-out').textContent = `Left out because of your last check: ${held.dataset.message}`;
}

function numbers(code) {
  const chosen = [...$('country').options].find(option => option.value === code);
  if (!chosen?.dataset.emergency) return;
  const { emergency, advice } = chosen.dataset;
  const call = number => Object.assign(document.createElement('a'), { className: 'call', href: `tel:${number.replace(/\D/g, '')}`, textContent: `Call ${number}` });
  for (const room of all('[data-numbers=emergency]')) room.replaceChildren(call(emergency));
  for (const room of all('[data-numbers=advice]')) room.replaceChildren(...(advice ? [call(advice)] : []));
  for (const room of all('[data-numbers=none]')) room.hidden = !!advice;
  wish('country', code);
}

// --- Beginning

async function open() {
  for (const button of ['start', 'dim']) $(button).hidden = false;
  $('switches').hidden = false;
  dims($('dim'));
  const dimming = document.createElement('button');
  Object.assign(dimming, { type: 'button', innerHTML: 'Dim <span aria-hidden="true"></span>' });
  $('dimmer').append(dimming);
  dims(dimming);
  const woken = autoDim();

  for (const name of ['voice', 'buzz', 'autodim']) {
    $(name).checked = wish(name) === 'on';
    $(name).addEventListener('change', () => { wish(name, $(name).checked ? 'on' : 'off'); woken(); if (name === 'voice') say('I will read the steps aloud.'); });
  }
  for (const chip of all('.chips input')) {
    if (chip.id !== 'helper' && wish(`chip.${chip.value}`) === 'on') chip.checked = true;
    chip.addEventListener('change', () => { if (chip.id !== 'helper') wish(`chip.${chip.value}`, chip.checked ? 'on' : 'off'); });
  }
  for (const one of all('input[name=place]')) one.addEventListener('change', leftOut);
  const form = document.querySelector('.country');
  form.addEventListener('submit', event => event.preventDefault());
  form.querySelector('button').hidden = true;
  $('country').addEventListener('change', () => numbers($('country').value));
  if (wish('country')) { $('country').value = wish('country'); numbers(wish('country')); }

  $('start').addEventListener('click', start);
  $('eased').addEventListener('click', end);
  $('tight').addEventListener('click', tight);
  $('wrong').addEventListener('click', late);
  for (const button of all('[data-signs]')) button.addEventListener('click', () => button.dataset.signs === 'neither' && watch.elapsed < lastsTooLong ? holdOn() : answer(button.dataset.signs));
  $('late-back').addEventListener('click', () => { answer(null); $('late-title').focus(); });
  $('late-eased').addEventListener('click', end);
  $('undo').addEventListener('click', undo);
  for (const one of all('input[name=side]')) one.addEventListener('change', () => change({ side: one.value }));
  $('ask-morning').addEventListener('click', () => change({ ask: true }, 'We will ask when you next open this page by day.'));
  $('sleep').addEventListener('click', () => go('sleep', $('wake')));
  $('wake').addEventListener('click', () => { showKept(); ask(); go('start'); });
  addEventListener('beforeinstallprompt', event => {
    event.preventDefault();
    $('install').hidden = false;
    $('install').onclick = () => { event.prompt(); $('install').hidden = true; };
  });

  phone.hear(({ began, ended, changed, instead, synced }) => {
    if (began && screen !== 'hold' && screen !== 'late') begin(began, Stopwatch.since(began.at) ?? 0);
    if (ended && running?.id === ended.id) { entry = ended; after(); }
    if (changed !== undefined || ended || synced !== undefined) showKept();
    if (changed) again(changed, instead);
    else if (synced !== undefined && entry) again(entry.id);
  });

  await follow(await phone.last());
  const interrupted = await phone.running();
  if (interrupted) {
    const elapsed = Stopwatch.since(interrupted.at);
    // One of long ago is kept quietly: whoever comes now may be in pain again.
    if (elapsed === null) await phone.end(asEntry(interrupted, null)); else begin(interrupted, elapsed);
  }
  sayTrouble();
  showKept();
  if (screen === 'start') ask();
}

function updateIsWelcome() {
  dispatchEvent(new Event('uncramp-idle'));
}

open();
