import { trusted } from './trusted.js'

/** Forms that a passkey fills in: `data-passkey` says whether one is made ("create") or used ("get"). */
export function watchPasskeys() {
  if (!window.PublicKeyCredential) return
  for (const form of document.querySelectorAll('form[data-passkey]')) form.hidden = false
  document.addEventListener('submit', (event) => {
    const form = event.target.closest('form[data-passkey]')
    if (!form || form.elements.answer.value) return
    event.preventDefault()
    ask(form)
  })
}

async function ask(form) {
  const place = form.querySelector('[data-failed]')
  const button = form.querySelector('button')
  place.hidden = true
  button.disabled = true
  try {
    await load(form.dataset.library)
    const { startAuthentication, startRegistration } = window.SimpleWebAuthnBrowser
    const optionsJSON = await optionsFor(form)
    const start = form.dataset.passkey === 'create' ? startRegistration : startAuthentication
    form.elements.answer.value = JSON.stringify(await start({ optionsJSON }))
    form.submit()
  } catch {
    // The person has cancelled, or has no passkey for this site: the other ways are still there.
    place.textContent = place.dataset.failed
    place.hidden = false
  } finally {
    button.disabled = false
  }
}

async function optionsFor(form) {
  const answer = await fetch(form.dataset.options, {
    method: 'POST',
    headers: { 'X-CSRF-Token': form.elements._csrf.value },
  })
  // Too long ago that the person proved who they are: the page that asks comes first.
  if (answer.redirected) location.assign(answer.url)
  if (!answer.ok || answer.redirected) throw new Error(`status ${answer.status}`)
  return answer.json()
}

/** The library is only fetched by those who press the button. */
function load(src) {
  if (window.SimpleWebAuthnBrowser) return Promise.resolve()
  return new Promise((done, fail) => {
    const script = document.createElement('script')
    script.src = trusted.createScriptURL(src)
    script.onload = done
    script.onerror = fail
    document.head.append(script)
  })
}
