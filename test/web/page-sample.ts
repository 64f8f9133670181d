import type { Instant } from '../../domain/dates.js'
import { formats } from '../../locales/format.js'
import { type Language, languageNames, languages, translator } from '../../locales/i18n.js'
import { readOffice } from '../../offices/office.js'
import { asset } from '../../web/view/assets.js'
import { officeAsset } from '../../web/view/office-assets.js'
import type { Page } from '../../web/view/page.js'

export const office = readOffice('offices/muster')

/** A page of Sandra Keller's, as the portal would hand it to a view. */
export function pageOf(lang: Language, more: Partial<Page> = {}): Page {
  return {
    t: translator(lang),
    lang,
    languages: languages.map((code) => ({
      code,
      name: languageNames[code],
      href: `/e/1/tasks?lang=${code}`,
      current: code === lang,
    })),
    fmt: formats(lang),
    asset: (name) => officeAsset(office, name) ?? asset(name),
    csrf: 'token-1',
    requestId: 'request-1',
    today: '2026-11-23',
    now: '2026-11-23T13:02:00.000Z' satisfies Instant,
    user: { name: 'Sandra Keller', initials: 'SK', kind: 'employer', email: 'sandra.keller@example.ch' },
    employer: { id: '1', name: 'Muster Bau AG' },
    mandates: { total: 1, items: [], name: 'Muster Bau AG', at: 'tasks' },
    nav: [
      { href: '/e/1', key: 'home' },
      { href: '/e/1/tasks', key: 'tasks', current: true, count: 7 },
    ],
    office: {
      name: 'Ausgleichskasse Muster',
      shortName: 'AKM',
      address: 'Musterstrasse 1, 3000 Bern',
      phone: '031 000 00 00',
      email: 'info@kasse.example',
      logo: office.logo,
    },
    favourites: [],
    favouritesAt: '/e/1/favourites',
    here: '/e/1/tasks',
    demo: false,
    title: 'Aufgaben',
    path: '/e/1/tasks',
    flash: null,
    density: 'employer',
    ...more,
  }
}
