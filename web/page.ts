import type { Request } from 'express'
import { type Instant, swissDate } from '../domain/dates.js'
import { formats } from '../locales/format.js'
import { type T, translator } from '../locales/i18n.js'
import type { Office } from '../offices/office.js'
import { may } from './access/may.js'
import { tokenFor } from './csrf.js'
import { depsOf } from './deps.js'
import { favouritesAt, shownFavourites, starFor } from './favourites/favourites.js'
import { takeFlash } from './flash.js'
import { keysOf } from './keys/shortcuts.js'
import { languageLinks, languageOf } from './language.js'
import { mandateMenu } from './mandates/menu.js'
import { navigation } from './navigation.js'
import { outageText } from './outage.js'
import { sessionLimits } from './sessions/index.js'
import { asset } from './view/assets.js'
import { officeAsset } from './view/office-assets.js'
import type { Page } from './view/page.js'
import { isOffice, type Visit } from './visit.js'

/** What every page of this request finds under `it`. */
export function pageFor(req: Request): Page {
  const { clock, config } = depsOf(req)
  const { visit } = req
  const lang = languageOf(req)
  const t = translator(lang)
  const now = clock()
  const shortcuts = visit ? keysOf(visit.user) : undefined
  return {
    t,
    lang,
    languages: languageLinks(req, lang),
    fmt: formats(lang),
    asset: (name) => officeAsset(config.office, name) ?? asset(name),
    // without a session, which could not be read just now: the token that the form came with
    csrf: req.session ? tokenFor(req) : String(req.body?._csrf ?? ''),
    requestId: req.requestId,
    now,
    today: swissDate(now),
    user: visit
      ? {
          name: visit.user.name,
          initials: initialsOf(visit.user.name),
          kind: isOffice(visit.user) ? 'office' : 'employer',
          email: visit.user.email,
        }
      : null,
    employer: visit?.employer ? { id: visit.employer.id, name: visit.employer.name } : null,
    mandates: visit ? mandateMenu(req, visit) : null,
    nav: navigation(req),
    favourites: shownFavourites(req),
    favouritesAt: favouritesAt(req),
    star: starFor(req),
    here: req.originalUrl,
    office: officeOf(config.office),
    demo: config.demo,
    title: '',
    path: req.path,
    flash: flashOf(req),
    outage: outageText(req),
    density: visit && isOffice(visit.user) ? 'office' : 'employer',
    session: visit && req.session.createdAt ? sessionOf(req.session.createdAt) : undefined,
    account: visit
      ? [
          { href: '/account', text: t('common:account.own') },
          { href: '/account/keys', text: t('keys:title'), does: 'list' },
        ]
      : [],
    shortcuts,
    footer: ['guides', 'help', 'accessibility', 'privacy'].map((page) => ({
      href: `/${page}`,
      text: t(`common:footer.${page}`),
    })),
    search: visit && searchFor(visit, t, shortcuts?.search),
  }
}

/** The search of everything that this visitor sees from here; none for who acts for one employer alone, away from its pages. */
function searchFor(visit: Visit, t: T, key?: string): Page['search'] {
  const { employer, mandates } = visit
  if (employer) return { action: `/e/${employer.id}/search`, label: t('search:label'), key }
  if (may(visit, 'GET /office/search'))
    return { action: '/office/search', label: t('search:labelOffice'), key }
  return mandates.length > 1 ? { action: '/search', label: t('search:labelMandates'), key } : undefined
}

/** The same on every page of a session, as far as the server knows it: pages may be kept. */
const sessionOf = (createdAt: Instant) => ({
  idleSeconds: sessionLimits.idle * 60,
  ends: new Date(Date.parse(createdAt) + sessionLimits.absolute * 60_000).toISOString(),
})

const officeOf = ({ name, street, city, phone, email, logo }: Office) => ({
  name,
  shortName: name,
  address: `${street}, ${city}`,
  phone,
  email,
  logo,
})

export function initialsOf(name: string): string {
  const [first = '', ...others] = name.split(/\s+/)
  return `${first[0] ?? ''}${others.at(-1)?.[0] ?? ''}`.toUpperCase()
}

function flashOf(req: Request): Page['flash'] {
  const text = takeFlash(req)
  return text ? { kind: 'success', text } : null
}
