import type { IsoDate } from '../../domain/dates.js'
import { referenceIn } from '../../domain/references.js'
import type { TeamRules } from '../../domain/team.js'
import { searchWords } from '../people/search.js'
import { isNotLater, isOnDesk } from '../start/counts.js'
import { anywhere, compared, containing } from '../words.js'

/** What of the open tasks of the office somebody wants to see; nothing set means all of them. */
export interface DeskFilter {
  q?: string
  kind?: string
  step?: string
  /** With whom: oneself, nobody, or the user of this id. */
  who?: 'mine' | 'free' | (string & {})
  /** Only what waits for a later day; everything else leaves that out. */
  isLater?: boolean
  /** Due before this day, or on it. */
  dueBy?: IsoDate
  /** Only what is one of these teams'. */
  teams?: TeamRules[]
  /** Who is away and whose tasks count as one's own. */
  standsInFor?: string[]
}

/** Which of the open tasks of the office a filter leaves, as a condition on `subjectsOf` with its values. */
export function wantedBy(filter: DeskFilter, caseworker: string, today: IsoDate) {
  const { q = '', kind, step, who, dueBy, isLater, teams, standsInFor = [] } = filter
  const theirs = teams?.map(ofTeam)
  const reference = referenceIn(q)
  const words = reference ? [] : searchWords(q)
  const conditions = [
    kind && `${kindOf} = :kind`,
    step && 'tasks.step = :step',
    who === 'mine' && ownOf(filter),
    who === 'free' && 'tasks.claimed_by is null',
    who && who !== 'mine' && who !== 'free' && 'tasks.claimed_by = :who',
    dueBy && 'tasks.due_on <= :dueBy',
    isLater && 'tasks.follow_up_on > :today',
    // what is overdue is never hidden from whoever looks for it
    !isLater && !(dueBy && dueBy < today) && isNotLater,
    theirs && (theirs.length > 0 ? `(${theirs.map(({ sql }) => sql).join(' or ')})` : '1 = 0'),
    reference && 'mutations.reference = :reference',
    words.length > 0 && foundBy(words),
  ]
  const typed = Object.fromEntries(words.map((word, n) => [`word${n}`, anywhere(word)]))
  return {
    sql: conditions.filter(Boolean).join(' and '),
    values: {
      ...typed,
      ...Object.assign({}, ...(theirs ?? []).map(({ values }) => values)),
      ...Object.fromEntries(standsInFor.map((id, n) => [`absent${n}`, id])),
      ...{
        caseworker,
        today,
        reference,
        kind: kind ?? null,
        step: step ?? null,
        who: who ?? null,
        dueBy: dueBy ?? null,
      },
    },
  }
}

// Not by the index of kinds: SQLite would begin with all reports of a kind there are, instead of with the tasks that are open.
const kindOf = "mutations.kind || ''"

/** What is a team's, as a condition on `subjectsOf` with its values. */
function ofTeam({ cantons, kinds, first, last }: TeamRules, nth: number) {
  const values: Record<string, string> = {}
  const named = (texts: string[], name: string) =>
    texts
      .map((text, n) => {
        values[`${name}${nth}x${n}`] = text
        return `:${name}${nth}x${n}`
      })
      .join(', ')
  const conditions = [
    cantons.length > 0 && `employers.canton in (${named(cantons, 'canton')})`,
    kinds.length > 0 && `${kindOf} in (${named(kinds, 'kind')})`,
    first &&
      `substr(${compared.folded('employers.name')}, 1, 1) in (${named(lettersBetween(first, last), 'letter')})`,
  ].filter(Boolean)
  return { sql: conditions.length > 0 ? `(${conditions.join(' and ')})` : '1 = 1', values }
}

/** `b` to `d` is b, c, d: which letter lies between two is not left to the order of a database's language. */
const lettersBetween = (first: string, last: string): string[] =>
  [...'abcdefghijklmnopqrstuvwxyz'].filter((letter) => letter >= first && letter <= last)

const foundBy = (words: string[]) =>
  `tasks.id in (select task_id from desk_words where ${words.map((_, n) => containing('words', `:word${n}`)).join(' and ')})`

/** A condition on what is a caseworker's own, or of those they stand in for. */
export const ownOf = ({ standsInFor = [] }: DeskFilter) =>
  `tasks.claimed_by in (${[':caseworker', ...standsInFor.map((_, n) => `:absent${n}`)].join(', ')})`

// Written down first: SQLite would rather begin with all employers or reports there are than with the tasks that are open.
export const openTasks = `open_tasks as materialized (
    select id, mutation_id, step, due_on, claimed_by, follow_up_on from tasks where ${isOnDesk}
  )`

export const subjectsOf = (tasks: string) => `${reportsOf(tasks)}
  left join employees on employees.id = mutations.employee_id
  join employers on employers.id = mutations.employer_id`

/** Only those tables a condition asks: most filters are answered by the tasks alone, or by their reports. */
export const askedOf = (tasks: string, wanted: string) =>
  /employ(ees|ers)\./.test(wanted) ? subjectsOf(tasks) : /mutations\./.test(wanted) ? reportsOf(tasks) : tasks

// a report that is closed has no open task: what is under way has an index of its own
const reportsOf = (tasks: string) =>
  `${tasks} join mutations on mutations.id = tasks.mutation_id and mutations.status <> 'closed'`
