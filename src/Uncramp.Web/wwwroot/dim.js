// How dim the night is, as chosen on this phone.
try { document.documentElement.dataset.dim = localStorage['uncramp.dim'] ?? 'glow'; } catch { /* nothing is kept here */ }
