/**
 * A sentence that comes while somebody is at a field further down moves the page, not that field: a click just being made would miss it.
 */
export function keepSteady() {
  let field
  let top
  document.addEventListener('htmx:before:swap', () => {
    field = document.activeElement
    top = field.getBoundingClientRect().top
  })
  document.addEventListener('htmx:after:swap', () => {
    if (field.form && field.isConnected) scrollBy(0, field.getBoundingClientRect().top - top)
  })
}
