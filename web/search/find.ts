import type { Request } from 'express'
import { plain, searchWords } from '../../db/employee-search.js'
import type { Starred } from '../../db/favourites.js'
import { findMessages, findPeople, findReports, findTasks, type QuickSearch } from '../../db/quick-search.js'
import { swissDate } from '../../domain/dates.js'
import { mutationKinds } from '../../domain/kinds.js'
import { fullName } from '../../domain/names.js'
import { formats } from '../../locales/format.js'
import { namesBelow, translator } from '../../locales/i18n.js'
import { aboutWhom } from '../about.js'
import { may } from '../access/may.js'
import type { Deps } from '../deps.js'
import type { Star } from '../favourites/favourites.js'
import { functionsFor } from '../favourites/functions.js'
import { findGuides } from '../guides/library.js'
import { languageOf } from '../language.js'
import { stepsOf } from '../tasks/forms.js'
import { employerOf, visitOf } from '../visit.js'

/** One thing that was found, for `parts/rows`. */
export interface Hit {
  title: string
  /** Without it, a report that begins with a form: `kind` and `action`. */
  href?: string
  kind?: string
  action?: string
  meta?: string
  glyph?: { icon: string }
  initials?: string
  unread?: boolean
  due?: string
  star?: Star
}

/** What was found of one sort. */
export interface HitGroup {
  key: 'functions' | 'people' | 'tasks' | 'messages' | 'reports' | 'guides'
  hits: Hit[]
}

/** Searches everything a visitor may see of an employer for the same words: `limit` of each sort, with the stars that `starOf` gives. */
export async function findEverywhere(
  { db, clock }: Deps,
  req: Request,
  q: string,
  limit: number,
  starOf: (starred: Starred, about: string) => Star | undefined = () => undefined,
): Promise<HitGroup[]> {
  const words = searchWords(q)
  if (words.length === 0 || plain(q).length < 2) return []
  const visit = visitOf(req)
  const { id, topics } = employerOf(req)
  const lang = languageOf(req)
  const t = translator(lang)
  const fmt = formats(lang)
  const today = swissDate(clock())
  const base = `/e/${id}`
  const search: QuickSearch = { q, limit, kinds: kindsCalled(words, t), topics }
  const allowed = (page: string) => may(visit, `GET /e/:employer/${page}`)
  const [people, tasks, messages, reports] = await Promise.all([
    allowed('employees') ? findPeople(db, id, search) : [],
    allowed('tasks') ? findTasks(db, id, search) : [],
    allowed('messages') ? findMessages(db, id, search) : [],
    allowed('mutations') ? findReports(db, id, search) : [],
  ])
  const named = functionsFor(visit, t).filter(({ title }) => holds(title, words))
  const groups: HitGroup[] = [
    {
      key: 'people',
      hits: people.map((it) => ({
        title: fullName(it),
        meta: [t('search:born', { date: fmt.shortDate(it.birthDate) }), it.workplace]
          .filter(Boolean)
          .join(', '),
        href: `${base}/employees/${it.id}`,
        star: starOf({ kind: 'employee', target: it.id }, fullName(it)),
        initials: `${it.firstName.charAt(0)}${it.lastName.charAt(0)}`,
      })),
    },
    {
      key: 'tasks',
      hits: tasks.map((it) => ({
        title: aboutWhom(t(`tasks:step.${it.step}`), it, t),
        meta: `${t(`mutations:kind.${it.kind}`)}, ${it.reference}`,
        href: `${base}/tasks/${it.id}`,
        due: it.dueOn,
      })),
    },
    {
      key: 'messages',
      hits: messages.map((it) => ({
        title: it.heading ?? t(`messages:kind.${it.kind}`),
        meta: [fullName(it), fmt.since(it.createdAt, today)].filter(Boolean).join(', '),
        href: `${base}/messages/${it.id}`,
        star: starOf({ kind: 'message', target: it.id }, it.heading ?? t(`messages:kind.${it.kind}`)),
        unread: it.readAt === null,
        glyph: { icon: 'mail' },
      })),
    },
    {
      key: 'reports',
      hits: reports.map((it) => ({
        title: aboutWhom(t(`mutations:kind.${it.kind}`), it, t),
        meta: `${it.reference}, ${t(`mutations:status.${it.status}`)}`,
        href: `${base}/mutations/${it.id}`,
        glyph: { icon: 'send' },
        star: starOf({ kind: 'mutation', target: it.id }, it.reference),
      })),
    },
    {
      key: 'functions',
      hits: named.slice(0, limit).map((it) => ({
        title: it.title,
        ...(it.report ? { kind: it.report, action: it.href } : { href: it.href }),
        glyph: { icon: it.icon },
        star: starOf(it, it.title),
      })),
    },
    {
      key: 'guides',
      hits: findGuides(lang, q, 'employer')
        .slice(0, limit)
        .map((it) => ({
          title: it.title,
          meta: it.lead,
          href: `/guides/${it.slug}`,
          glyph: { icon: 'book' },
          star: starOf({ kind: 'guide', target: it.slug }, it.title),
        })),
    },
  ]
  return groups.filter(({ hits }) => hits.length > 0)
}

const holds = (title: string, words: string[]) => words.every((word) => plain(title).includes(word))

/** Which kinds and steps a word means in the reader's language: «Entscheid», «Austritt», «Unterlagen». */
function kindsCalled(words: string[], t: (key: string) => string): Map<string, string[]> {
  const names = [
    ...mutationKinds.map((kind) => [kind, t(`mutations:kind.${kind}`)]),
    ...namesBelow('messages', 'kind').map((kind) => [kind, t(`messages:kind.${kind}`)]),
    ...stepsOf('employer').map((step) => [step, t(`tasks:step.${step}`)]),
  ] as [string, string][]
  const called = (word: string) =>
    word.length < 3 ? [] : names.filter(([, name]) => plain(name).includes(word)).map(([kind]) => kind)
  return new Map(words.map((word) => [word, called(word)]))
}
