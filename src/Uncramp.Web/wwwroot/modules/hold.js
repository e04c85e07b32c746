// The hold timer, the line that eases, and how a cramp is told in words.

const tooLong = 3 * 3600_000;

/**
 * Time since Start. It runs on the clock that nobody can set; the wall clock only tells how long a sleeping phone slept,
 * which shows as a leap while the page was hidden. A leap in plain sight is somebody setting the clock.
 */
export class Stopwatch {
  #elapsed;
  #steady = performance.now();
  #wall = Date.now();
  #hidden = document.hidden;

  constructor(elapsed = 0) {
    this.#elapsed = elapsed;
    document.addEventListener('visibilitychange', () => { this.#hidden ||= document.hidden; });
  }

  /** What is left to say of a timer that another page began at `at`: milliseconds, or null when its clock cannot be believed. */
  static since(at) {
    const elapsed = Date.now() - at;
    return elapsed >= 0 && elapsed < tooLong ? elapsed : null;
  }

  get elapsed() {
    const steady = performance.now(), wall = Date.now();
    const ran = steady - this.#steady, leap = wall - this.#wall - ran;
    this.#elapsed += ran + (this.#hidden && leap > 2000 && leap < tooLong ? leap : 0);
    [this.#steady, this.#wall, this.#hidden] = [steady, wall, document.hidden];
    return this.#elapsed;
  }
}

/** The easing line as a path in 350 × 84: a tight zig-zag at `eased` 0, flat at 1. */
export function rope(eased) {
  const middle = 42, end = 348;
  let path = `M2 ${middle}`, x = 2, y = middle, up = true;
  for (let step = 9 + eased * 30; x < end - 4; step *= 1.08) {
    const next = Math.min(end, x + step), fall = 1 - (next - 2) / (end - 2);
    const to = middle + (up ? -1 : 1) * 32 * (1 - eased) * (0.35 + 0.65 * fall) * (next === end ? 0 : 1);
    const pull = (next - x) * 0.45;
    path += ` C${(x + pull).toFixed(1)} ${y.toFixed(1)} ${(next - pull).toFixed(1)} ${to.toFixed(1)} ${next.toFixed(1)} ${to.toFixed(1)}`;
    [x, y, up] = [next, to, !up];
  }
  return path;
}

/** "24" and its unit, or "2:05". */
export function shown(ms) {
  const seconds = Math.floor(ms / 1000);
  return seconds < 60 ? String(seconds) : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** "about 1 minute". */
export function about(seconds) {
  if (seconds === null) return 'for a time we do not know';
  if (seconds < 45) return 'less than a minute';
  const minutes = Math.round(seconds / 60);
  return `about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
}

/** "03:12". */
export const clock = at => new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit', hour12: false });
const named = entry => document.querySelector(`label[for="place-${CSS.escape(entry.place)}"]`)?.textContent ?? entry.label;
const placeOf = entry => [entry.side === 'left' || entry.side === 'right' ? entry.side : '', named(entry).toLowerCase()].filter(Boolean).join(' ') + (entry.side === 'both' ? ', both legs' : '');
/** "03:12, left calf, about 1 minute". */
export const told = entry => `${clock(entry.at)}, ${placeOf(entry)}, ${about(entry.seconds)}`;
