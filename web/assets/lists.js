/** The way back from a page leads to its list as it was left: with the words, the filter and the page it was on. */
export function keepLists() {
  for (const link of document.querySelectorAll('a.govuk-back-link')) {
    const left = sessionStorage.getItem(link.pathname)
    if (left && !link.search) link.search = left
  }
  addEventListener('pagehide', () => {
    const query = new URLSearchParams(location.search)
    for (const once of ['lang', 'select']) query.delete(once)
    sessionStorage.setItem(location.pathname, query.toString())
  })
}
