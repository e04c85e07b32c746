// Whose diary is open, also on pages that this device keeps and that therefore cannot know it: asked for when there is a network, remembered when not.
const place = document.getElementById('who');
const key = 'uncramp.who';

function show(me) {
  if (!place) return;
  place.hidden = !me?.diary?.inDoubt;
  if (place.hidden) {
    place.querySelector('b').textContent = '';
    return;
  }
  place.querySelector('.mark').setAttribute('class', `mark tone-${me.diary.tone}`);
  place.querySelector('path').setAttribute('d', me.diary.mark);
  place.querySelector('b').textContent = me.diary.name;
}

function remembered() {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}

/** Who is signed in and whose diary is open, as last heard; null: nobody. `diary.id` goes with what is sent as `Uncramp-For`. */
export const who = remembered;

show(remembered());
try {
  const answer = await fetch('/api/me', { cache: 'no-store' });
  if (answer.ok) {
    const me = await answer.json();
    try { me.signedIn ? localStorage.setItem(key, JSON.stringify(me)) : localStorage.removeItem(key); } catch { /* not remembered */ }
    show(me.signedIn ? me : null);
  }
} catch { /* no network: as remembered */ }
