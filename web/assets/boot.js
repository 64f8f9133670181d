import { watchErrors } from './errors.js'
import { watchForms } from './forms.js'
import { watchMenus } from './menus.js'

watchErrors()
watchForms()
watchMenus()
loadUploads()
document.addEventListener('htmx:after:swap', loadUploads)

function loadUploads() {
  if (!document.querySelector('form[data-upload]')) return
  document.removeEventListener('htmx:after:swap', loadUploads)
  import('./upload.js').then(({ watchUploads }) => watchUploads())
}
