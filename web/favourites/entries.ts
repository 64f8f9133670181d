import type { Favourite } from '../../db/search/favourite-list.js'
import { fullName, initials, listName } from '../../domain/names.js'
import { isOpenTo } from '../../domain/topics.js'
import type { Language, T } from '../../locales/i18n.js'
import { aboutListed, aboutWhom } from '../about.js'
import { may } from '../access/may.js'
import { guide } from '../guides/library.js'
import { kindIcons } from '../mutations/icons.js'
import { deskAddress, deskStateOf } from '../tasks/desk-filter.js'
import { isOffice, type Visit } from '../visit.js'
import { type Entry, pageEntry, reportEntry } from './functions.js'
import { officePageEntry } from './office-pages.js'

export interface Reader {
  t: T
  lang: Language
}

/** A favourite as it is opened, or null where its right is gone. */
export const entryOf = (visit: Visit, favourite: Favourite, reader: Reader): FavouriteEntry | null =>
  isOffice(visit.user) ? inOffice(visit, favourite, reader) : ofEmployer(visit, favourite, reader)

export interface FavouriteEntry extends Entry {
  initials?: string
  note?: string
}

function ofEmployer(visit: Visit, favourite: Favourite, { t, lang }: Reader): FavouriteEntry | null {
  const { kind, target } = favourite
  const base = `/e/${visit.employer?.id}`
  if (kind === 'page') return pageEntry(visit, target, t)
  if (kind === 'report') return reportEntry(visit, target, t)
  if (kind === 'guide') return guideEntry(target, lang)
  if (favourite.list && may(visit, `GET /e/:employer/${favourite.list}`))
    return { title: favourite.name ?? '', icon: 'filter', href: `${base}/lists/${target}` }
  const { mutationKind, letter } = favourite
  const isAbout = kind === 'mutation' || kind === 'message'
  if (isAbout && !isOpenTo(visit.employer?.topics ?? [], mutationKind ?? undefined, letter ?? '')) return null
  if (kind === 'mutation' && may(visit, 'GET /e/:employer/mutations/:id'))
    return {
      ...{ title: aboutWhom(kindIn(favourite, t), favourite, t), icon: iconOf(favourite) },
      ...{ href: `${base}/mutations/${target}`, note: favourite.reference ?? '' },
    }
  if (kind === 'message' && may(visit, 'GET /e/:employer/messages/*id')) {
    const what = favourite.heading ?? t(`messages:kind.${favourite.letter}`)
    return { title: aboutWhom(what, favourite, t), icon: 'mail', href: `${base}/messages/${target}` }
  }
  if (kind === 'employee' && may(visit, 'GET /e/:employer/employees/:id'))
    return {
      ...{ title: fullName(favourite), icon: 'user', href: `${base}/employees/${target}` },
      initials: initials(favourite),
      ...(favourite.workplace && { note: favourite.workplace }),
    }
  return null
}

function inOffice(visit: Visit, favourite: Favourite, { t, lang }: Reader): FavouriteEntry | null {
  const { kind, target } = favourite
  if (kind === 'page') return officePageEntry(visit, target, t)
  if (kind === 'guide') return guideEntry(target, lang)
  if (kind === 'view' && may(visit, 'GET /office')) {
    const state = deskStateOf(new URLSearchParams(favourite.state ?? ''))
    return { title: favourite.name ?? '', icon: 'filter', href: deskAddress(state) }
  }
  if (kind === 'employer' && may(visit, 'GET /office/employers/:employer'))
    return { title: favourite.name ?? '', icon: 'building', href: `/office/employers/${target}` }
  if (kind === 'mutation' && may(visit, 'GET /office/mutations/:id'))
    return {
      ...{ title: aboutListed(kindIn(favourite, t), favourite, t), icon: iconOf(favourite) },
      ...{ href: `/office/mutations/${target}`, note: favourite.reference ?? '' },
    }
  if (kind === 'employee' && may(visit, 'GET /office/persons/:person'))
    return {
      ...{ title: listName(favourite), icon: 'user', href: `/office/persons/${target}` },
      initials: initials(favourite),
    }
  return null
}

function guideEntry(slug: string, lang: Language): Entry | null {
  const found = guide(slug, lang)
  return found && { title: found.title, icon: 'book', href: `/guides/${slug}` }
}

const kindIn = ({ mutationKind }: Favourite, t: T) => t(`mutations:kind.${mutationKind}`)
const iconOf = ({ mutationKind }: Favourite) => (mutationKind ? kindIcons[mutationKind] : 'send')
