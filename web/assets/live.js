const every = 60_000

/**
 * Keeps an open page up to date: asks once a minute, never while the page is hidden or a dialog is open, says nothing to the ear, and
 * lets the session run out as if nothing were asked. The start page and the inbox are written anew around the focus; a list that
 * waits for whoever works in it (`data-live-waits`) is behind until they have done with it.
 */
export function watchLive(place) {
  let known = ''
  let asked = Date.now()
  let isBehind = false
  const look = async () => {
    if (document.hidden || document.querySelector('dialog[open]')) return
    asked = Date.now()
    const answer = await fetch(`${place.dataset.live}?n=${known}`).catch(() => null)
    if (answer?.status === 200 && answer.headers.get('Content-Type')?.includes('json')) {
      const { n, badges } = await answer.json()
      known = String(n)
      for (const badge of badges) show(badge)
      isBehind = true
    }
    const part = document.querySelector('[data-live-part]')
    if (!part || !isBehind || isInUse(part)) return
    isBehind = false
    const headers = { 'Portal-Live': '1' }
    const { livePart: swap } = part.dataset
    window.htmx?.ajax('GET', location.pathname + location.search, { target: part, swap, headers })
  }
  // somebody may have begun while the answer was on its way
  document.addEventListener('htmx:before:swap', (event) => {
    const { ctx } = event.detail
    if (!ctx.request.headers['Portal-Live'] || !isInUse(ctx.target)) return
    event.preventDefault()
    isBehind = true
  })
  setInterval(look, every)
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && Date.now() - asked > every) look()
  })
}

/** Whether somebody has the focus in a list that waits for them, has ticked something in it or opened something. */
function isInUse(part) {
  const list = part.closest('[data-live-waits]')
  const isBegun = '.row__pick input:checked, details[open]'
  return !!list && (list.contains(document.activeElement) || !!list.querySelector(isBegun))
}

function show({ key, count, words }) {
  const badge = document.querySelector(`[data-badge="${key}"]`)
  if (!badge || badge.textContent === count) return
  badge.textContent = count
  badge.hidden = words === ''
  badge.nextElementSibling.textContent = words
}
