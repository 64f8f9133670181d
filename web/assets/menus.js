/** The main menu of a phone folds; open menus close at a click outside and with Escape. */
export function watchMenus() {
  document.addEventListener('click', (event) => {
    const toggle = event.target.closest('[data-menu]')
    if (toggle) fold(toggle, toggle.getAttribute('aria-expanded') === 'true')
    for (const menu of document.querySelectorAll('details.menu[open]')) {
      if (!menu.contains(event.target)) menu.open = false
    }
  })
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    for (const menu of document.querySelectorAll('details.menu[open]')) {
      const inside = menu.contains(document.activeElement)
      menu.open = false
      if (inside) menu.querySelector('summary').focus()
    }
  })
}

function fold(toggle, folded) {
  toggle.setAttribute('aria-expanded', String(!folded))
}
