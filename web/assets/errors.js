/** Focuses the summary of what is wrong, leads from it into the fields, and says when a request has failed. */
export function watchErrors() {
  document.querySelector('[data-errors]')?.focus()

  document.addEventListener('click', (event) => {
    const link = event.target.closest('[data-errors] a[href^="#"]')
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)))
    if (!field) return
    event.preventDefault()
    const group = field.closest('.govuk-form-group') ?? field
    group.scrollIntoView({ block: 'start' })
    if (!field.matches('input, select, textarea, button, a[href], [tabindex]')) field.tabIndex = -1
    field.focus({ preventScroll: true })
  })

  document.addEventListener('htmx:after:swap', (event) => {
    event.target.querySelector?.('[data-errors]')?.focus()
  })
  document.addEventListener('htmx:before:request', () => showFailure(false))
  document.addEventListener('htmx:error', ({ detail }) => {
    if (!isQuiet(detail)) showFailure(true)
  })
  document.addEventListener('htmx:response:error', ({ detail }) => {
    if (!isQuiet(detail) && detail.ctx.response.status >= 500) showFailure(true)
  })
}

/** Nobody waits for what a field asks by itself while its form is sent. */
const isQuiet = (detail) => detail?.ctx?.sourceElement?.matches('[data-quiet]')

/** Shows or hides the sentence that a request has failed; what was typed stays on the page. */
export function showFailure(failed, text) {
  const place = document.getElementById('failure')
  if (!place) return
  place.hidden = !failed
  place.textContent = failed ? (text ?? place.dataset.text) : ''
  if (failed) place.scrollIntoView({ block: 'nearest' })
}
