/** A form is sent once: a second click does nothing until the page is left or shown again. */
export function watchForms() {
  document.addEventListener('submit', (event) => {
    const form = event.target
    // htmx and uploads send by themselves.
    if (event.defaultPrevented || form.dataset.upload || form.dataset.passkey || form.method === 'get') return
    if (form.dataset.sent) {
      event.preventDefault()
      return
    }
    form.dataset.sent = 'true'
    // Only after the browser has gathered the fields: a disabled button would lose its value.
    setTimeout(() => disableButtons(form, true))
    // The answer may be a download, and the page stays.
    setTimeout(() => release(form), 10_000)
  })
  // The page comes back from the browser's memory.
  addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(release))

  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-reveal]')
    if (button) reveal(button)
  })
  for (const button of document.querySelectorAll('[data-reveal]')) button.hidden = false
}

function release(form) {
  delete form.dataset.sent
  disableButtons(form, false)
}

function disableButtons(form, disabled) {
  for (const button of form.querySelectorAll('button[type=submit]')) button.disabled = disabled
}

function reveal(button) {
  const input = document.getElementById(button.dataset.reveal)
  const shown = input.type === 'text'
  input.type = shown ? 'password' : 'text'
  button.setAttribute('aria-pressed', String(!shown))
  button.querySelector('[data-text]').textContent = shown ? button.dataset.show : button.dataset.hide
}
