/** Says in the portal's words what has been chosen in a field for files; the browser would say so in its own language. */
export function watchFiles() {
  // What else answers to the same event, or the browser itself after it, may still empty a field.
  for (const changed of ['change', 'reset'])
    document.addEventListener(changed, ({ target }) => setTimeout(() => showIn(target.form ?? target)))
  // The browser gives files back when one returns to a page.
  addEventListener('pageshow', () => showIn(document))

  document.addEventListener('dragover', ({ target }) => mark(target, true))
  for (const over of ['dragleave', 'drop'])
    document.addEventListener(over, ({ target }) => mark(target, false))
}

function showIn(place) {
  for (const input of place.querySelectorAll('.file__input')) show(input)
}

function show({ id, files }) {
  const chosen = document.getElementById(`${id}-chosen`)
  const { empty, many } = chosen.dataset
  const words = files.length > 1 ? many.replace('{number}', files.length) : (files[0]?.name ?? empty)
  if (chosen.textContent !== words) chosen.textContent = words
  chosen.classList.toggle('file__chosen--some', files.length > 0)
}

const mark = (target, isOver) => {
  if (target.matches?.('.file__input')) target.parentElement.classList.toggle('file--over', isOver)
}
