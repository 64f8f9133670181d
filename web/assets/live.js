const every = 60_000

/**
 * Keeps the figures of an open page up to date: asks once a minute, never while the page is hidden or a dialog is open, says
 * nothing to the ear, and lets the session run out as if nothing were asked. The start page and the inbox are written anew around the focus.
 */
export function watchLive(place) {
  let known = ''
  let asked = Date.now()
  const look = async () => {
    if (document.hidden || document.querySelector('dialog[open]')) return
    asked = Date.now()
    const answer = await fetch(`${place.dataset.live}?n=${known}`).catch(() => null)
    if (answer?.status !== 200 || !answer.headers.get('Content-Type')?.includes('json')) return
    const { n, badges } = await answer.json()
    known = String(n)
    for (const badge of badges) show(badge)
    const part = document.querySelector('[data-live-part]')
    if (!part) return
    const headers = { 'Portal-Live': '1' }
    const { livePart: swap } = part.dataset
    window.htmx?.ajax('GET', location.pathname + location.search, { target: part, swap, headers })
  }
  setInterval(look, every)
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && Date.now() - asked > every) look()
  })
}

function show({ key, count, words }) {
  const badge = document.querySelector(`[data-badge="${key}"]`)
  if (!badge || badge.textContent === count) return
  badge.textContent = count
  badge.hidden = words === ''
  badge.nextElementSibling.textContent = words
}
