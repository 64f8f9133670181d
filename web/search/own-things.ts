import { plain } from '../../db/people/search.js'
import type { FoundMessage, FoundPerson, FoundReport, FoundTask } from '../../db/search/quick-search.js'
import { mutationKinds } from '../../domain/kinds.js'
import { fullName, initials } from '../../domain/names.js'
import { namesBelow, type T } from '../../locales/i18n.js'
import { aboutWhom } from '../about.js'
import { stepsOf } from '../tasks/forms.js'
import { firstOf, type HitGroup, type Search } from './hits.js'

/** What was found of employers. */
export interface OwnThings {
  people: FoundPerson[]
  tasks: FoundTask[]
  messages: FoundMessage[]
  reports: FoundReport[]
}

/** The same as lines, in an order that puts people first; `firmOf` names whose each is, where that needs saying. */
export function ownGroups(
  { people, tasks, messages, reports }: OwnThings,
  search: Search,
  firmOf: (it: { employerId: string }) => string | undefined = () => undefined,
): HitGroup[] {
  const { t, fmt, today, starOf } = search
  const at = ({ employerId }: { employerId: string }) => `/e/${employerId}`
  return [
    firstOf('people', people, search, (it) => ({
      title: fullName(it),
      firm: firmOf(it),
      meta: [t('search:born', { date: fmt.shortDate(it.birthDate) }), it.workplace]
        .filter(Boolean)
        .join(', '),
      href: `${at(it)}/employees/${it.id}`,
      star: starOf({ kind: 'employee', target: it.id }, fullName(it)),
      initials: initials(it),
    })),
    firstOf('tasks', tasks, search, (it) => ({
      title: aboutWhom(t(`tasks:step.${it.step}`), it, t),
      firm: firmOf(it),
      meta: `${t(`mutations:kind.${it.kind}`)}, ${it.reference}`,
      href: `${at(it)}/tasks/${it.id}`,
      due: it.dueOn,
    })),
    firstOf('messages', messages, search, (it) => ({
      title: it.heading ?? t(`messages:kind.${it.kind}`),
      firm: firmOf(it),
      meta: [fullName(it), fmt.since(it.createdAt, today)].filter(Boolean).join(', '),
      href: `${at(it)}/messages/${it.id}`,
      star: starOf({ kind: 'message', target: it.id }, it.heading ?? t(`messages:kind.${it.kind}`)),
      unread: it.readAt === null,
      glyph: { icon: 'mail' },
    })),
    firstOf('reports', reports, search, (it) => ({
      title: aboutWhom(t(`mutations:kind.${it.kind}`), it, t),
      firm: firmOf(it),
      meta: `${it.reference}, ${t(`mutations:status.${it.status}`)}`,
      href: `${at(it)}/mutations/${it.id}`,
      glyph: { icon: 'send' },
      star: starOf({ kind: 'mutation', target: it.id }, it.reference),
    })),
  ]
}

/** Which kinds and steps a word means in the reader's language: «Entscheid», «Austritt», «Unterlagen». */
export function kindsCalled({ words, t }: { words: string[]; t: T }): Map<string, string[]> {
  const names = [
    ...mutationKinds.map((kind) => [kind, t(`mutations:kind.${kind}`)]),
    ...namesBelow('messages', 'kind').map((kind) => [kind, t(`messages:kind.${kind}`)]),
    ...stepsOf('employer').map((step) => [step, t(`tasks:step.${step}`)]),
  ] as [string, string][]
  const called = (word: string) =>
    word.length < 3 ? [] : names.filter(([, name]) => plain(name).includes(word)).map(([kind]) => kind)
  return new Map(words.map((word) => [word, called(word)]))
}
