import { showFailure } from './errors.js'

/**
 * Sends `<form data-upload="list">` in the background, with progress in words and as a bar. The answer is HTML: its element with the
 * id of the list replaces the one on the page, and so do those with `data-after-upload`; or, if something is wrong, the form that holds the error replaces the form.
 */
export function watchUploads() {
  document.addEventListener('submit', (event) => {
    const form = event.target.closest('form[data-upload]')
    if (!form) return
    event.preventDefault()
    if (![...filesOf(form)].some(({ files }) => files.length)) say(form, form.dataset.none)
    else if (!form.dataset.busy) send(form)
  })
  // A photo takes the place of the chosen file, and the other way round.
  document.addEventListener('change', ({ target }) => {
    if (target.type !== 'file' || !target.files.length || !target.form?.matches('[data-upload]')) return
    for (const other of filesOf(target.form)) if (other !== target) other.value = ''
  })
}

const filesOf = (form) => form.querySelectorAll('input[type=file]')

function send(form) {
  const request = new XMLHttpRequest()
  form.dataset.busy = 'true'
  showFailure(false)
  say(form, '')
  progress(form, 0)
  request.upload.addEventListener('progress', ({ loaded, total }) =>
    progress(form, Math.round((loaded / total) * 100)),
  )
  request.addEventListener('load', () => finish(form, request))
  request.addEventListener('error', () => fail(form))
  request.addEventListener('timeout', () => fail(form))
  request.open('POST', form.action)
  request.timeout = 120_000
  request.responseType = 'document'
  request.setRequestHeader('HX-Request', 'true')
  request.setRequestHeader('HX-Request-Type', 'partial')
  request.setRequestHeader('X-CSRF-Token', form.elements._csrf.value)
  request.send(new FormData(form))
}

function finish(form, request) {
  stop(form)
  const elsewhere = request.getResponseHeader('HX-Redirect')
  if (elsewhere) {
    location.assign(elsewhere)
    return
  }
  const answer = request.response ?? document.implementation.createHTMLDocument('')
  const list = document.getElementById(form.dataset.upload)
  const newList = answer.getElementById(form.dataset.upload)
  if (request.status < 300 && list && newList) {
    list.replaceWith(newList)
    window.htmx?.process(newList)
    for (const beside of document.querySelectorAll('[data-after-upload]'))
      beside.replaceWith(answer.getElementById(beside.id) ?? '')
    form.reset()
    say(form, form.dataset.done)
    for (const error of form.querySelectorAll('.govuk-error-message')) error.remove()
    for (const group of form.querySelectorAll('.govuk-form-group--error'))
      group.classList.remove('govuk-form-group--error')
    return
  }
  const newForm = [...answer.querySelectorAll('form[data-upload]')].find(
    (other) => other.dataset.upload === form.dataset.upload,
  )
  if (request.status < 500 && newForm) {
    form.replaceWith(newForm)
    newForm.querySelector('input[type=file]').focus()
    return
  }
  const sentence = answer.querySelector('.govuk-error-message, [role=alert]')?.textContent.trim()
  fail(form, request.status < 500 ? sentence : undefined)
}

function fail(form, sentence) {
  stop(form)
  say(form, sentence || form.dataset.failed)
}

function stop(form) {
  delete form.dataset.busy
  form.querySelector('.upload__progress').hidden = true
}

function progress(form, percent) {
  const place = form.querySelector('.upload__progress')
  place.hidden = false
  place.querySelector('progress').value = percent
  place.querySelector('span').textContent =
    percent < 100 ? form.dataset.progress.replace('{percent}', percent) : form.dataset.working
}

function say(form, text) {
  form.querySelector('.upload__status').textContent = text
}
