/** Escape empties what the search has found, and stays. */
export function watchSearch(box) {
  const panel = document.getElementById('quick-found')
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !box.form.contains(document.activeElement) || !panel.textContent.trim())
      return
    panel.textContent = ''
    box.focus()
  })
}
