/**
 * The lists ask with an address while one types. What the form needs only to be posted stays out of it, and so does an AHV number:
 * it waits for Enter, which posts it.
 */
export function watchWords() {
  document.addEventListener('htmx:config:request', (event) => {
    if (!event.target.closest?.('form[data-words]')) return
    const { body } = event.detail.ctx.request
    for (const name of ['_csrf', 'list']) body.delete(name)
    if (/756\d{4}/.test(String(body.get('q') ?? '').replace(/[\s.\u2010-\u2015-]/g, '')))
      event.preventDefault()
  })
}
