const rowsAt = 'main tbody tr, main .rows > li'

/**
 * Single keys for whoever works through long lists: `keys` says which key does what, `data-does` in the page which link, button or field
 * does it. Everybody can choose others or switch them off (WCAG 2.1.4); none counts while one types or with a key held down beside it.
 */
export function watchKeys(keys) {
  const does = new Map(Object.entries(keys).map(([name, key]) => [key, name]))
  document.addEventListener('keydown', (event) => {
    const name = does.get(event.key.toLowerCase())
    const isHeld = event.ctrlKey || event.metaKey || event.altKey || event.isComposing
    if (!name || isHeld || event.defaultPrevented || isTyping(event.target)) return
    if (document.querySelector('dialog[open]')) return
    if (event.repeat && name !== 'down' && name !== 'up') return
    if (doIt(name)) event.preventDefault()
  })
  tell(keys)
  document.addEventListener('htmx:after:swap', () => tell(keys))
}

/** Answers what it has found to do. */
function doIt(name) {
  if (name === 'down' || name === 'up') return go(name === 'down' ? 1 : -1)
  const row = document.activeElement?.closest(rowsAt)
  if (name === 'open') return pressed(linkIn(row))
  if (name === 'pick') return pressed(row?.querySelector('input[type=checkbox]'))
  if (name === 'list') return list(document.querySelector('[data-does=list]'))
  const goal = row?.querySelector(`[data-does=${name}]`) ?? thatDoes(name)
  if (name === 'save') return focused(goal)
  return goal?.matches('input') ? searching(goal) : pressed(goal)
}

/** To the next row of the page, or the one before. */
function go(step) {
  const rows = [...document.querySelectorAll(rowsAt)].filter((row) => linkIn(row)?.offsetParent)
  const at = rows.indexOf(document.activeElement?.closest(rowsAt))
  return focused(linkIn(rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step]))
}

const linkIn = (row) => row?.querySelector('a[href]')

/** What stands in a row does so for its row alone. */
const thatDoes = (name) =>
  [...document.querySelectorAll(`[data-does=${name}]`)].find((it) => !it.closest(rowsAt))

function pressed(goal) {
  goal?.click()
  return goal
}

function focused(goal) {
  goal?.focus()
  return goal
}

/** On a phone the field makes room for a link to the search. */
function searching(field) {
  if (!field.offsetParent) return pressed(document.querySelector('.search-link'))
  field.select()
  return focused(field)
}

/** The keys in a dialog: what is typed on the page stays. */
function list(link) {
  const dialog = document.getElementById('keys') ?? document.createElement('dialog')
  Object.assign(dialog, { id: 'keys', className: 'dialog' })
  dialog.setAttribute('aria-labelledby', 'keys-title')
  if (!dialog.showModal) return pressed(link)
  document.body.append(dialog)
  window.htmx
    .ajax('GET', link.href, { target: dialog, swap: 'innerHTML' })
    .then(() => dialog.childElementCount > 0 && dialog.showModal())
  return dialog
}

/** For the ear: what has a key says so. */
function tell(keys) {
  for (const goal of document.querySelectorAll('[data-does]'))
    if (keys[goal.dataset.does]) goal.setAttribute('aria-keyshortcuts', keys[goal.dataset.does])
}

const isTyping = (target) =>
  target.isContentEditable ||
  target.matches?.(
    'textarea, select, input:not([type=checkbox]):not([type=radio]):not([type=submit]):not([type=button])',
  )
