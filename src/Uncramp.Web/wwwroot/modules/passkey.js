// Passkeys: shows the way where this browser has it, asks the device, and sends what it answers with the form.
const able = isSecureContext && 'PublicKeyCredential' in window && PublicKeyCredential.parseCreationOptionsFromJSON && !/^[\d.]+$|^\[/.test(location.hostname);

if (able) for (const way of document.querySelectorAll('.with-passkey')) way.hidden = false;
else for (const other of document.querySelectorAll('.by-password')) other.open = true;

async function ask(path, body) {
  const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (answer.status === 429) throw new Error('Too many tries. Wait five minutes, then try again.');
  const said = await answer.json();
  if (!answer.ok) throw new Error(`${said.errors?.[0]?.what ?? said.title}.`);
  return said;
}

async function answer(kind, form) {
  if (kind === 'use') return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(await ask('/account/passkeys/use', {})) });
  const options = await ask('/account/passkeys/make', { name: form.elements.name?.value ?? '' });
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
}

for (const button of document.querySelectorAll('[data-passkey]')) button.addEventListener('click', async () => {
  const form = button.closest('form'), trouble = document.querySelector('.passkey-trouble');
  trouble.textContent = '';
  if (form.elements.name && !form.elements.name.reportValidity()) return;
  button.disabled = true;
  try {
    form.elements.credential.value = JSON.stringify((await answer(button.dataset.passkey, form)).toJSON());
    // The password stays behind: it is the other way.
    if (form.elements.password) form.elements.password.value = '';
    form.submit();
  } catch (error) {
    trouble.textContent = error.name === 'InvalidStateError' ? 'This device has a passkey for you already.'
      : error.name === 'NotAllowedError' || error.name === 'AbortError' ? 'The device did not give a passkey. Try again, or use a password.'
      : error instanceof TypeError || error.name ? error.message : 'It did not work. Try again, or use a password.';
  } finally {
    button.disabled = false;
  }
});
