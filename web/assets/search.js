/** "/" goes to the search from anywhere but a field; Escape empties what it has found and stays. The key can be switched off. */
export function watchSearch(box) {
  const panel = document.getElementById('quick-found')
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && box.form.contains(document.activeElement) && panel.textContent.trim()) {
      panel.textContent = ''
      box.focus()
      return
    }
    if (event.key !== box.dataset.shortcut || event.ctrlKey || event.metaKey || event.altKey) return
    if (isTyping(event.target) || document.querySelector('dialog[open]')) return
    event.preventDefault()
    if (box.offsetParent) {
      box.focus()
      box.select()
    } else document.querySelector('.search-link')?.click()
  })
}

const isTyping = (target) => target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
