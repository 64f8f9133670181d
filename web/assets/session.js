const warnBefore = 300
const saveBefore = 15

/**
 * Warns five minutes before the session ends, and prolongs it on demand. Time is told to the ear twice, not every minute.
 * At the end a draft is saved, and what was typed elsewhere waits on the server until the person has signed in again.
 */
export function watchSession(dialog) {
  const until = { idle: inSeconds(Number(dialog.dataset.idle)), last: Date.parse(dialog.dataset.ends) }
  const left = () => Math.round((Math.min(until.idle, until.last) - Date.now()) / 1000)
  let warned = false
  let leaving = false
  let looking = false

  const stay = async () => {
    const answer = await ask('POST', dialog)
    if (answer) take(answer)
    dialog.close()
  }
  const take = ({ idle, inAll }) => {
    until.idle = inSeconds(idle)
    until.last = inSeconds(inAll)
    warned = left() <= warnBefore
  }
  // A look may wait for an answer longer than until the next one: two of them would leave twice, and cut off one another.
  const lookAlone = async () => {
    if (looking || leaving) return
    looking = true
    await look()
    looking = false
  }
  const look = async () => {
    if (left() > warnBefore) return
    if (!warned) {
      // Another tab may have been used meanwhile.
      const answer = await ask('GET', dialog)
      if (answer) take(answer)
      if (left() > warnBefore) return
      warned = true
      open(dialog, until)
    }
    if (dialog.open) tell(dialog, left(), until)
    if (left() > saveBefore) return
    const newest = await ask('GET', dialog)
    if (newest) take(newest)
    if (left() > saveBefore) return dialog.close()
    leaving = true
    await saveDraft()
    leave(dialog)
  }
  dialog.querySelector('[data-stay]').addEventListener('click', stay)
  dialog.querySelector('[data-understood]').addEventListener('click', () => dialog.close())
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault()
    if (until.last > until.idle) stay()
    else dialog.close()
  })
  setInterval(lookAlone, 1000)
}

const inSeconds = (seconds) => Date.now() + seconds * 1000

function open(dialog, until) {
  const isLast = until.last <= until.idle
  dialog.querySelector('[data-stay]').hidden = isLast
  dialog.querySelector('[data-understood]').hidden = !isLast
  dialog.showModal()
}

/** For the eye every minute; for the ear when it opens, by its description, and when a minute is left. */
function tell(dialog, seconds, until) {
  const word = ['one', 'one', 'two', 'three', 'four', 'five'][Math.min(5, Math.ceil(seconds / 60))]
  const sentence = until.last <= until.idle ? dialog.dataset.last : dialog.dataset[word]
  const place = dialog.querySelector('#session-text')
  if (place.textContent !== sentence) place.textContent = sentence
  const status = dialog.querySelector('[role=status]')
  if (seconds <= 60 && !status.textContent) status.textContent = dialog.dataset.one
  if (seconds > 60) status.textContent = ''
}

async function ask(method, dialog) {
  const headers = { 'X-CSRF-Token': dialog.querySelector('[name=_csrf]').value }
  const answer = await fetch('/session', { method, headers }).catch(() => null)
  return answer?.ok ? answer.json() : null
}

/** A step of a report can be saved as it is. */
async function saveDraft() {
  const later = document.querySelector('main form button[name=later]')
  if (!later) return
  const body = new URLSearchParams(textsOf(later.form))
  body.set('later', later.value)
  await fetch(later.form.action, { method: 'POST', body }).catch(() => {})
}

function leave(dialog) {
  const form = dialog.querySelector('form')
  const typed = document.querySelector('main form[method=post]:not([data-upload]):not([data-passkey])')
  form.elements.next.value = location.pathname + location.search
  if (typed && new URL(typed.action).pathname === location.pathname)
    for (const [name, value] of textsOf(typed))
      if (name !== '_csrf' && name !== 'next') hide(form, name, value)
  form.submit()
}

/** What a form holds, without files and passwords. */
function textsOf(form) {
  const secret = new Set([...form.querySelectorAll('input[type=password]')].map(({ name }) => name))
  return [...new FormData(form)].filter(([name, value]) => typeof value === 'string' && !secret.has(name))
}

function hide(form, name, value) {
  const input = document.createElement('input')
  Object.assign(input, { type: 'hidden', name, value })
  form.append(input)
}
