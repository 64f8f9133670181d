/** "Select all" ticks and unticks the boxes of its list at once; without scripts its link shows them ticked. */
export function watchPicks() {
  document.addEventListener('click', (event) => {
    const link = event.target.closest('[data-pick-all]')
    if (!link) return
    event.preventDefault()
    const boxes = [...link.closest('[data-picks]').querySelectorAll('.row__pick input')]
    const isAll = boxes.every(({ checked }) => checked)
    for (const box of boxes) box.checked = !isAll
  })
}
