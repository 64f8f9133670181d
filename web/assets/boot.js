import { watchErrors } from './errors.js'
import { watchFiles } from './files.js'
import { watchForms } from './forms.js'
import { keepLists } from './lists.js'
import { watchMenus } from './menus.js'
import { watchPicks } from './picks.js'
import { keepSteady } from './steady.js'
import { guardHtmx } from './trusted.js'
import { watchWords } from './words.js'

// Where early.js has not been understood, htmx has not been either: the page works without scripts.
if (document.documentElement.classList.contains('js')) start()

function start() {
  guardHtmx()
  watchErrors()
  watchFiles()
  watchForms()
  watchMenus()
  watchPicks()
  keepSteady()
  watchWords()
  const searchBox = document.getElementById('quick-search')?.elements.q
  if (searchBox) import('./search.js').then(({ watchSearch }) => watchSearch(searchBox))
  const { shortcuts } = document.body.dataset
  if (shortcuts) import('./keys.js').then(({ watchKeys }) => watchKeys(JSON.parse(shortcuts)))
  const live = document.querySelector('[data-live]')
  if (live) import('./live.js').then(({ watchLive }) => watchLive(live))
  const session = document.getElementById('session')
  // Firefox before 98 and Safari before 15.4 open no dialog; what is sent too late waits on the server all the same.
  if (session?.showModal) import('./session.js').then(({ watchSession }) => watchSession(session))
  loadUploads()
  if (document.querySelector('form[data-passkey]'))
    import('./passkeys.js').then(({ watchPasskeys }) => watchPasskeys())
  document.addEventListener('htmx:after:swap', loadUploads)
  keepLists()
}

function loadUploads() {
  if (!document.querySelector('form[data-upload]')) return
  document.removeEventListener('htmx:after:swap', loadUploads)
  import('./upload.js').then(({ watchUploads }) => watchUploads())
}
