/**
 * A sentence that comes while somebody is at a field further down moves the page, not that field: a click just being made would miss it. Where the focus was on
 * something that is gone, it goes to the same link or button in what has come, else to the heading of the nearest part that has stayed.
 */
export function keepSteady() {
  let field
  let top
  let around
  document.addEventListener('htmx:before:swap', () => {
    field = document.activeElement
    top = field.getBoundingClientRect().top
    around = ancestorsOf(field)
  })
  document.addEventListener('htmx:after:swap', () => {
    if (field.form && field.isConnected) scrollBy(0, field.getBoundingClientRect().top - top)
    const isLost = !field.isConnected && document.activeElement === document.body
    const stayed = isLost && around.find((it) => it.isConnected)
    if (stayed) focusOn(sameIn(stayed, field) || headingOf(stayed))
  })
}

function ancestorsOf(element) {
  const above = element.parentElement
  return above ? [above, ...ancestorsOf(above)] : []
}

const sameIn = (place, lost) =>
  goalOf(lost) && [...place.querySelectorAll(lost.tagName)].find((it) => goalOf(it) === goalOf(lost))
const goalOf = ({ href, form, name, value }) => href ?? (form && `${form.action} ${name} ${value}`)

function headingOf(place) {
  const part = place.closest('section, dialog, main') ?? document.getElementById('main')
  return (
    document.getElementById(part.getAttribute('aria-labelledby')) ?? part.querySelector('h1, h2, h3') ?? part
  )
}

function focusOn(goal) {
  if (!goal.matches('a[href], button, input, select, textarea, summary, [tabindex]')) goal.tabIndex = -1
  goal.focus()
}
