import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import { referenceBegun, referenceIn } from '../../domain/references.js'
import { openReport, type Topics } from '../open-topics.js'
import { peopleCalled } from '../people/called.js'
import { searchWords } from '../people/search.js'
import { ofEmployer } from '../reach.js'
import { containsFolded } from '../words.js'
import { aboutAll, aboutWord, type MeantReport, reportsMeant } from './meant.js'
import { type Mutation, openStates } from './mutations.js'

export const mutationStates = ['draft', 'submitted', 'running', 'closed'] as const

export interface MutationFilter {
  /** Whose reports; all without it, but then only what was sent: drafts are none of the office's business. */
  employerId?: string
  /** Only what was sent, also of one employer: for the office. */
  onlySent?: boolean
  /** The topics of who looks. */
  topics: Topics
  /** `open`: sent and not closed. */
  state?: Mutation['status'] | 'open'
  /** Words of a name or a reference, for the office also of the employer. */
  q: string
}

/** Counting stops here: who has more will search, not turn pages. */
export const reportsCounted = 1000

/** A report and when it was saved last. */
export interface Dated {
  id: string
  savedAt: Instant
}

/** The newest first, and of one moment by their ids. */
export const newestFirst = (a: Dated, b: Dated) =>
  a.savedAt === b.savedAt ? before(a.id, b.id) : before(b.savedAt, a.savedAt)
const before = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** The reports that somebody wants, by their state. */
export interface Wanted {
  /** The states that there can be any in. */
  states: readonly Mutation['status'][]
  count(state: Mutation['status']): Promise<number>
  newest(state: Mutation['status'], limit: number): Promise<Dated[]>
}

/**
 * The reports of a filter, state by state. What it takes long to find is found once, for the counts and for the list; of people, and of one firm
 * among all that a search means, `atMost`.
 */
export async function wantedBy(
  db: Knex,
  filter: MutationFilter,
  atMost = reportsCounted + 1,
): Promise<Wanted> {
  const { employerId, onlySent, q, topics } = filter
  const words = referenceIn(q) ? [] : searchWords(q)
  const isSent = !employerId || onlySent === true
  const states = isSent ? mutationStates.filter((it) => it !== 'draft') : mutationStates
  const read = readBy(db, filter, words)
  if (words.length === 0) return { states, ...read }
  if (!employerId) {
    const [about, open] = await Promise.all([closedAbout(db, words, atMost), read.open()])
    const closed = listed(about)
    const of = (state: Mutation['status']) =>
      state === 'closed' ? closed : ((open && listed(open.filter(({ status }) => status === state))) ?? null)
    return {
      states,
      count: (state) => of(state)?.count() ?? read.count(state),
      newest: (state, limit) => of(state)?.newest(limit) ?? read.newest(state, limit),
    }
  }
  const begun = referenceBegun(q)
  const { sql, values } = aboutAll(begun ? [] : words, isSent)
  const reach = ofEmployer(employerId, topics)
  const wanted = { sql: `${sql} and ${reach.openReport}`, values }
  const meant = await reportsMeant(db, reach, { words, begun }, wanted)
  if (!meant) return { states, ...read }
  const byState = new Map(
    states.map((state) => [state, listed(meant.filter(({ status }) => status === state))]),
  )
  return {
    states,
    count: async (state) => byState.get(state)?.count() ?? 0,
    newest: async (state, limit) => byState.get(state)?.newest(limit) ?? [],
  }
}

/** So many of those that are open are kept for counts and page; of more, each state is read from the newest on. */
const openAtMost = 2000

/** What is found already. */
const listed = (all: Dated[]) => ({
  count: async () => Math.min(all.length, reportsCounted + 1),
  newest: async (limit: number) => all.toSorted(newestFirst).slice(0, limit),
})

/** What the database reads from the newest on. */
function readBy(db: Knex, { employerId, onlySent, q, topics }: MutationFilter, words: string[]) {
  const reference = referenceIn(q)
  const isWide = words.length > 0 && !employerId
  const inState = (...states: Mutation['status'][]) => {
    const [state, ...more] = states
    const query = db('mutations').whereRaw(openReport(topics, 'mutations.kind'))
    // one alone has an index in its order
    if (more.length > 0) query.whereIn('mutations.status', states)
    else query.where('mutations.status', state)
    if (employerId) query.where('mutations.employerId', employerId)
    if (!employerId || onlySent) query.whereNotNull('mutations.submittedAt')
    if (reference) query.where({ reference })
    if (words.length > 0) query.leftJoin('employees', 'employees.id', 'mutations.employeeId')
    for (const word of words)
      query.where((either) => {
        aboutWord(db, either, word)
        // each name is read once, and not again for each report
        if (isWide) either.orWhereIn('mutations.employerId', firmsCalled(db, word))
      })
    return query
  }
  return {
    /** All that are open, in one reading; null where that are too many to keep. */
    async open(): Promise<MeantReport[] | null> {
      const found = await inState(...openStates)
        .whereRaw("mutations.status <> 'closed'") // said so, the index of what is under way is taken
        .limit(openAtMost + 1)
        .select('mutations.id', 'mutations.status', 'mutations.savedAt')
      return found.length > openAtMost ? null : found
    },
    async count(state: Mutation['status']): Promise<number> {
      const some = inState(state)
        .select('mutations.id')
        .limit(reportsCounted + 1)
      const row = await db.count({ all: '*' }).from(some.as('some')).first()
      return Number(row?.all ?? 0)
    },
    newest: (state: Mutation['status'], limit: number): Promise<Dated[]> =>
      inState(state)
        .orderBy([{ column: 'mutations.savedAt', order: 'desc' }, 'mutations.id'])
        .limit(limit)
        .select('mutations.id', 'mutations.savedAt'),
  }
}

const firmsCalled = (db: Knex, word: string) =>
  db('employers')
    .where(containsFolded(db, 'employers.name', word))
    .select('id')

/** So many people and firms are looked through among all that an office has ever known: who finds more types another word. */
const lookedThrough = { people: 500, firms: 20 }

/**
 * The closed reports of all employers that a search means, by what indices know: the person, by how their words begin; the firm; or who
 * never came to be on file. There may be millions: nobody can read through them while somebody waits.
 */
async function closedAbout(db: Knex, words: string[], atMost: number): Promise<Dated[]> {
  const firms = db('employers').limit(lookedThrough.firms)
  const newcomers = db('mutations').whereNull('employeeId').where({ kind: 'new-employee', status: 'closed' })
  for (const word of words) {
    firms.where(containsFolded(db, 'employers.name', word))
    newcomers.where(containsFolded(db, 'subject', word))
  }
  const [people, employers, others] = await Promise.all([
    peopleCalled(db, words, lookedThrough.people),
    firms.pluck('id'),
    newcomers.whereNotNull('submittedAt').limit(lookedThrough.people).select('id', 'savedAt'),
  ])
  const closed = () => db('mutations').where({ status: 'closed' }).whereNotNull('submittedAt')
  const newestOf = (employerId: string) => {
    const query = closed().where({ employerId }).orderBy('savedAt', 'desc').limit(atMost)
    return db.select('id', 'savedAt').from(query.select('id', 'savedAt').as('newest'))
  }
  const [first, ...next] = employers.map(newestOf)
  const found: Dated[][] = await Promise.all([
    closed().whereIn('employeeId', people).orderBy('savedAt', 'desc').limit(atMost).select('id', 'savedAt'),
    first
      ? db
          .from(first.unionAll(next).as('firms'))
          .orderBy('savedAt', 'desc')
          .limit(atMost)
          .select('id', 'savedAt')
      : [],
  ])
  return [...new Map([...others, ...found.flat()].map((it) => [it.id, it])).values()]
}
