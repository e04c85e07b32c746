// Light, voice and touch. Nothing sounds or shakes before it is switched on.
import { wish } from './phone.js';

const steps = ['glow', 'ember', 'deep'];
const words = ['●●●', '●●○', '●○○'];
const autoDimAfter = 20_000;
let lock = null, wanted = false, resting = 0;

const dimmed = () => Math.max(0, steps.indexOf(wish('dim') ?? 'glow'));

function show(step) {
  document.documentElement.dataset.dim = steps[step];
  for (const button of document.querySelectorAll('button[data-dims]')) {
    button.lastElementChild.textContent = words[step];
    button.setAttribute('aria-label', `Dim, step ${step + 1} of 3`);
  }
}

/** Makes a button step through the three lights. */
export function dims(button) {
  button.dataset.dims = '';
  button.hidden = false;
  button.addEventListener('click', () => { wish('dim', steps[(dimmed() + 1) % 3]); show(dimmed()); });
  show(dimmed());
}

/** After a while without a touch the darkest step, when that is wished. */
export function autoDim() {
  const rest = () => {
    clearTimeout(resting);
    if (document.documentElement.dataset.dim !== steps[dimmed()]) show(dimmed());
    if (wish('autodim') === 'on') resting = setTimeout(() => show(2), autoDimAfter);
  };
  for (const kind of ['pointerdown', 'keydown', 'scroll']) addEventListener(kind, rest, { passive: true });
  rest();
  return rest;
}

export function say(text) {
  if (wish('voice') !== 'on' || !('speechSynthesis' in self) || !text) return;
  const spoken = Object.assign(new SpeechSynthesisUtterance(text), { lang: document.documentElement.lang, rate: 0.9, volume: 0.7 });
  speechSynthesis.cancel();
  speechSynthesis.speak(spoken);
}

export function hush() {
  if ('speechSynthesis' in self) speechSynthesis.cancel();
}

export function buzz(pattern) {
  if (wish('buzz') === 'on') navigator.vibrate?.(pattern);
}

async function ask() {
  try {
    const given = await navigator.wakeLock.request('screen');
    if (wanted && (!lock || lock.released)) lock = given;
    else given.release();
  } catch { /* a low battery may refuse; the timer does not need it */ }
}

document.addEventListener('visibilitychange', () => { if (wanted && !document.hidden && 'wakeLock' in navigator) ask(); });

/** Keeps the screen on; false when this browser cannot. */
export function stayAwake() {
  wanted = true;
  if (!('wakeLock' in navigator)) return false;
  ask();
  return true;
}

export function mayRest() {
  wanted = false;
  lock?.release();
  lock = null;
}
