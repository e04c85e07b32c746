onpageshow = () => {
  try {
  const d = document, r = d.documentElement, { theme = 'device', dim } = localStorage
  Object.assign(r.dataset, { theme, dim })
  d.getElementById('theme-' + theme).checked = 1
  for (const m of d.querySelectorAll('[media]')) m.content = getComputedStyle(r).backgroundColor
  } catch {}
}
onpageshow(onchange = e => e.target.name == 'theme' && onpageshow(localStorage.theme = e.target.value))