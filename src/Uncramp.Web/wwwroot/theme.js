// Day or night, and how dim, as chosen in this browser: before the first paint, so it is short.
const root = document.documentElement;

function show() {
  try {
    const { 'uncramp.theme': theme = 'device', 'uncramp.dim': dim = 'glow' } = localStorage;
    Object.assign(root.dataset, { theme, dim });
    document.getElementById(`theme-${theme}`).checked = true;
    for (const meta of document.querySelectorAll('meta[media]')) meta.content = getComputedStyle(root).backgroundColor;
  } catch { /* nothing is kept here, or the page is not yet there */ }
}

show();
addEventListener('pageshow', show);
addEventListener('change', event => {
  if (event.target.name !== 'theme') return;
  localStorage['uncramp.theme'] = event.target.value;
  show();
});
