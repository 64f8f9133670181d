/**
 * The way back from a page leads to its list as it was left: with the words, the filter and the page it was on. The list hands them on behind the # of its links,
 * where neither the portal nor a store sees them; the page that is opened keeps them in its entry of the browser's history.
 */
export function keepLists() {
  if (location.hash.startsWith(mark)) receive(location.hash.slice(mark.length))
  const list = history.state?.list
  for (const link of document.querySelectorAll('a.govuk-back-link')) {
    if (list && link.pathname === list.path && !link.search) link.search = list.query
  }
  document.addEventListener('click', ({ target }) => {
    const link = target.closest?.('main tbody a[href], main .rows a[href], a.govuk-back-link')
    if (link && link.origin === location.origin && !link.hash && !isFile(link)) handOn(link)
  })
}

const mark = '#list='
const isFile = ({ pathname }) => /\/documents\/|\.\w+$/.test(pathname)

function receive(text) {
  const [path, query] = new URLSearchParams(text).entries().next().value ?? []
  history.replaceState({ ...history.state, list: { path, query } }, '', location.pathname + location.search)
}

function handOn(link) {
  const query = new URLSearchParams(location.search)
  for (const once of ['lang', 'select']) query.delete(once)
  const list = String(query) ? { path: location.pathname, query: String(query) } : history.state?.list
  if (list && link.pathname !== list.path) link.hash = mark + new URLSearchParams([[list.path, list.query]])
}
