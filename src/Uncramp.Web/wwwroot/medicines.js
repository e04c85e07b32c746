// Typeahead over medicine names. The names come once; every keystroke stays on this device. Without script the lines are plain text.
// Combobox after ARIA 1.2: the list belongs to the input, arrows move aria-activedescendant, Enter takes, Escape closes.

const most = 8;
let index = null;

const fold = text => text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[^a-z0-9]+/g, ' ').trim();

const load = async () => {
  if (index) return index;
  const names = await (await fetch('/medicine-names.json')).json();
  return index = names.map(([name, holds]) => ({ name, holds, key: fold(name) }));
};

// The fewest edits between what was typed and any beginning of a name; swapped neighbours are one edit. Stops above the limit.
function prefixEdits(typed, name, limit) {
  const width = Math.min(name.length, typed.length + limit);
  let [before, last] = [[], Array.from({ length: width + 1 }, (_, i) => i)];
  for (let i = 1; i <= typed.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= width; j++) {
      const same = typed[i - 1] === name[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && typed[i - 1] === name[j - 2] && typed[i - 2] === name[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      least = Math.min(least, row[j]);
    }
    if (least > limit) return limit + 1;
    [before, last] = [last, row];
  }
  return Math.min(...last);
}

export function find(names, text) {
  const typed = fold(text);
  if (typed.length < 2) return [];
  // Beginnings before later words, ingredients before other spellings of them, short before long.
  const hits = [];
  for (const entry of names) {
    const at = entry.key.startsWith(typed) ? 0 : entry.key.includes(` ${typed}`) ? 1 : -1;
    if (at >= 0) hits.push([at * 100 + entry.key.length + (entry.holds ? 5 : 0), entry]);
  }
  if (hits.length === 0 && typed.length >= 4) {
    const limit = typed.length < 8 ? 1 : 2;
    for (const entry of names) {
      const edits = prefixEdits(typed, entry.key, limit);
      if (edits <= limit) hits.push([1000 * edits + entry.key.length, entry]);
    }
  }
  return hits.sort((a, b) => a[0] - b[0]).slice(0, most).map(hit => hit[1]);
}

function attach(input) {
  const list = document.createElement('ul');
  list.id = `${input.id}-names`;
  list.className = 'names';
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Medicines');
  input.after(list);
  for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-expanded', 'false'], ['aria-controls', list.id]]) input.setAttribute(name, value);
  // The browser's own list would cover ours. It is let back in on leaving, because only then does Back restore what was typed.
  input.setAttribute('autocomplete', 'off');
  input.form.addEventListener('submit', () => input.removeAttribute('autocomplete'));
  const status = document.getElementById('medicine-status');
  let chosen = -1;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const move = to => {
    chosen = (to + list.children.length) % list.children.length;
    [...list.children].forEach((option, i) => option.setAttribute('aria-selected', i === chosen));
    list.children[chosen].scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', list.children[chosen].id);
  };
  const take = option => {
    input.value = option.dataset.name;
    status.textContent = '';
    close();
  };
  const show = async () => {
    const typed = input.value;
    const hits = find(await load(), typed);
    if (typed !== input.value || document.activeElement !== input) return;
    list.replaceChildren(...hits.map(({ name, holds }, i) => {
      const option = document.createElement('li');
      option.id = `${list.id}-${i}`;
      option.dataset.name = name;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
      option.append(name);
      if (holds) {
        const small = document.createElement('span');
        small.textContent = holds;
        option.append(small);
      }
      return option;
    }));
    chosen = -1;
    list.hidden = hits.length === 0;
    input.setAttribute('aria-expanded', String(hits.length > 0));
    input.removeAttribute('aria-activedescendant');
    status.textContent = typed.trim().length < 2 ? '' : hits.length === 0 ? 'Not on our list. That is fine: leave it as you wrote it.' : '';
  };

  input.addEventListener('focus', () => load().catch(() => { }));
  input.addEventListener('input', () => show().catch(close));
  input.addEventListener('blur', close);
  input.addEventListener('keydown', event => {
    if (list.hidden) {
      if (event.key === 'ArrowDown') show().catch(close);
      return;
    }
    if (event.key === 'ArrowDown') move(chosen + 1);
    else if (event.key === 'ArrowUp') move(chosen < 0 ? list.children.length - 1 : chosen - 1);
    else if (event.key === 'Enter' && chosen >= 0) take(list.children[chosen]);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
  });
  // Before the input loses focus.
  list.addEventListener('pointerdown', event => {
    event.preventDefault();
    const option = event.target.closest('[role=option]');
    if (option) take(option);
  });
}

document.querySelectorAll('[data-typeahead]').forEach(attach);
