import { watchErrors } from './errors.js'
import { watchForms } from './forms.js'
import { watchMenus } from './menus.js'

watchErrors()
watchForms()
watchMenus()

if (document.querySelector('form[data-upload]')) {
  import('./upload.js').then(({ watchUploads }) => watchUploads())
}
