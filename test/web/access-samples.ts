import { randomUUID } from 'node:crypto'
import { answers } from '../domain/family-allowance/facts.js'
import type { Given } from './given.js'

/** What the addresses of an employer lead to, made anew for each request, which may change it. */
export interface Sample {
  path: string
  /** There is no such thing in this sample: whoever may look for it finds nothing. */
  isMissing?: boolean
  fields?: Record<string, string>
}

interface Rows {
  employer: string
  /** A person of the employer. */
  person: { id: string; employerId: string }
}

type Make = (given: Given, rows: Rows) => Promise<Sample['path'] | Sample>

const sent = (given: Given, person: Rows['person']) => given.submitted(person, answers({}))

/** How a parameter of an address is filled, by the beginning of the route; the first that fits is taken. */
const samples: [RegExp, Make][] = [
  [/\/mailings\/:id/, async () => ({ path: 'none', isMissing: true })],
  [/\/office\/doctor\/reports\/:id/, async (given, { person }) => (await sent(given, person)).id],
  [/\/office\/erasures\/:id/, async () => ({ path: 'none', isMissing: true })],
  [
    /\/office\/(views\/:view|teams\/:team|absences\/:absence)/,
    async () => ({ path: 'none', isMissing: true }),
  ],
  // which tasks is said in the query or the form
  [/\/tasks\/delegated?$/, async () => ({ path: '', isMissing: true })],
  [/\/office\/(selected|assign|follow-up)$/, async () => ({ path: '', isMissing: true })],
  [/\/office\/persons\/:person/, async (_, { person }) => person.id],
  [/\/office\/systems\/:system/, async () => ({ path: 'none', isMissing: true })],
  [/ \/api\/.*(\/declarations\/|\/documents\/)/, async () => ({ path: 'none', isMissing: true })],
  [/\/office\/users\/:user\/enable/, async () => ({ path: 'none', isMissing: true })],
  [/\/office\/users\/:user/, async (given) => (await given.user({ role: 'caseworker' })).id],
  [/\/invitations\/|\/resume$|\/enable$/, async () => ({ path: 'none', isMissing: true })],
  [
    /^POST \/office\/employers\/(new|:employer\/edit)$/,
    async () => {
      const memberNumber = randomUUID().slice(0, 8)
      const address = { street: 'Seeweg 2', zip: '8280', city: 'Kreuzlingen', canton: 'TG' }
      return { path: '', fields: { memberNumber, name: 'Seeweg AG', language: 'de', ...address } }
    },
  ],
  [/\/users\/:user/, async (given, { employer }) => (await given.user({ employers: [employer] })).id],
  [/\/assets\/|\/part\/:token/, async () => ({ path: 'none', isMissing: true })],
  // what is there only for whoever proves it, or has asked for it before
  [
    / \/(activate|reset)\/| \/account\/(phone|identity)|\/qr\.svg|\/sign-in\/(office|member)/,
    async () => ({ path: 'none', isMissing: true }),
  ],
  [
    /\/documents\/:(wish|document)/,
    async (given, { person }) => {
      const mutation = await sent(given, person)
      return { path: (await given.task(mutation)).id, isMissing: true }
    },
  ],
  [
    /\/amend\/|\/part-link$/,
    async (given, { person }) => ({ path: (await sent(given, person)).id, isMissing: true }),
  ],
  [/^POST \/office\/columns$/, async () => ({ path: '', fields: { list: 'desk' } })],
  [/^POST \/e\/:employer\/columns$/, async () => ({ path: '', fields: { list: 'messages' } })],
  [/\/favourites\/:id|\/lists\/:id/, async () => ({ path: 'none', isMissing: true })],
  [
    /^POST \/office\/favourites$/,
    async () => ({ path: '', fields: { kind: 'page', target: 'employers', on: '1' } }),
  ],
  [
    /^POST \/e\/:employer\/favourites$/,
    async () => ({ path: '', fields: { kind: 'page', target: 'messages', on: '1' } }),
  ],
  [
    /^POST \/e\/:employer\/lists$/,
    async () => ({ path: '', fields: { list: 'messages', name: 'Neue', state: 'show=unread' } }),
  ],
  [/\/employees\/import\/:id/, async () => ({ path: 'none', isMissing: true })],
  [/\/employees\/:id$/, async (_, { person }) => person.id],
  [/\/employees\/:id\/language$/, async (_, { person }) => ({ path: person.id, fields: { language: 'it' } })],
  [
    /^POST \/e\/:employer\/mutations$/,
    async (_, { person }) => ({ path: '', fields: { kind: 'family-allowance', employee: person.id } }),
  ],
  [
    /\/mutations\/:id\/(recall|confirmation\.pdf)$/,
    async (given, { person }) => (await sent(given, person)).id,
  ],
  [/^\w+ \/office\/mutations\/:id/, async (given, { person }) => (await sent(given, person)).id],
  [
    /\/receipt\.(pdf|json)$/,
    async (given, { person }) => ({ path: (await sent(given, person)).id, isMissing: true }),
  ],
  [/ \/api\/v1\/mutations/, async (given, { person }) => (await sent(given, person)).id],
  [/ \/api\/v1\/decisions/, async (given, { person }) => (await given.message(await sent(given, person))).id],
  [/\/wages\//, async (given, { person }) => ({ path: (await given.draft(person)).id, isMissing: true })],
  [/\/mutations\/:id/, async (given, { person }) => (await given.draft(person)).id],
  [
    /^\w+ \/office\/tasks\/:mutation/,
    async (given, { person }) => (await given.task(await sent(given, person), { side: 'fund' })).id,
  ],
  [
    /^POST .*\/delegate$/,
    async (given, { person }) => ({
      path: (await given.task(await sent(given, person))).id,
      fields: { to: 'all' },
    }),
  ],
  [/\/tasks\/:mutation/, async (given, { person }) => (await given.task(await sent(given, person))).id],
  [/\/messages\/\*id/, async (given, { person }) => (await given.message(await sent(given, person))).id],
  [/\/documents\/\*id/, async (given, { person }) => (await given.document(person)).id],
]

/** What is left over in an address after its thing is named. */
const rest: Record<string, string> = {
  ':slug': 'documents',
  ':step': 'request',
  ':what': 'return-to-work',
  ':wish': '0',
  ':document': 'none',
  ':file': 'none',
}

/** An address of this route about something of this employer that is there. */
export async function sampleOf(route: string, given: Given, rows: Rows): Promise<Sample> {
  const make = samples.find(([pattern]) => pattern.test(route))?.[1]
  const made = make ? await make(given, rows) : ''
  const sample: Sample = typeof made === 'string' ? { path: made } : made
  const [, address = ''] = route.split(' ')
  const path = address
    .replace(':employer', rows.employer)
    .replace(/:mutation\/:step\/:n|:mutation\/:letter|\*id|:id|:user|:person/, sample.path)
    .replace(/:\w+/g, (name) => rest[name] ?? 'none')
  return { ...sample, path }
}
