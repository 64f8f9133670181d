import { expect } from 'chai'
import { createSystem, issueToken, scopes } from '../../db/systems/systems.js'
import { guardRoutes } from '../../web/access/guard.js'
import { routesIn } from '../../web/access/routes.js'
import { table } from '../../web/access/table.js'
import { createApp } from '../../web/app.js'
import { sampleOf } from './access-samples.js'
import { onEachDatabase, type Portal, usePortal } from './portal.js'
import type { Answer, Visitor } from './visitor.js'

const routes = table.flatMap(({ who, routes }) => routes.map((name) => ({ name, who })))
/** Signing out comes last: these visitors sign in once. */
const inOrder = routes.toSorted(
  (a, b) => Number(a.name.endsWith('/sign-out')) - Number(b.name.endsWith('/sign-out')),
)

/** What each visitor has, written down here once more: the test must not ask the code that it tests. */
const visitors = {
  nobody: [],
  'a user of the employer': ['user', 'employer-side', 'member', 'personnel', 'salaries', 'finance'],
  'an administrator of the employer': [
    'user',
    'employer-side',
    'member',
    'personnel',
    'salaries',
    'finance',
    'administrator',
  ],
  'an administrator of another employer': ['user', 'employer-side'],
  'a caseworker': ['user', 'caseworker'],
  'a supervisor': ['user', 'supervisor'],
  'a system administrator': ['user', 'system-administrator'],
  'a system': ['system'],
} as const
type Name = keyof typeof visitors

const words = {
  in: 'may',
  door: 'is sent to sign in',
  forbidden: 'may not',
  hidden: 'sees that there is no such page',
  tokenless: 'is told to bring a token',
}

const isOf = (side: 'employer' | 'office', name: Name) =>
  side === 'employer' ? name.endsWith('employer') : visitors[name].length === 2

describe('Who may do what', () => {
  onEachDatabase(
    (portal) => {
      let employer: { id: string }
      let person: { id: string; employerId: string }
      const people = new Map<Name, Visitor>()

      before(async () => {
        employer = await portal.given.employer()
        const other = await portal.given.employer()
        person = await portal.given.employee(employer.id)
        const [user, admin, stranger] = await Promise.all(
          [employer, employer, other].map(({ id }) => portal.given.user({ employers: [id] })),
        )
        for (const one of [admin, stranger])
          await portal.db('mandates').where({ userId: one?.id }).update({ role: 'admin' })
        const accounts: [Name, { id: string; email: string } | undefined][] = [
          ['a user of the employer', user],
          ['an administrator of the employer', admin],
          ['an administrator of another employer', stranger],
          ['a caseworker', await portal.given.user({ role: 'caseworker' })],
          ['a supervisor', await portal.given.user({ role: 'supervisor' })],
          ['a system administrator', await portal.given.user({ role: 'system-administrator' })],
        ]
        people.set('nobody', portal.visitor())
        people.set('a system', await program(portal))
        for (const [name, account] of accounts) if (account) people.set(name, await portal.signIn(account))
      })

      for (const { name: route, who } of inOrder)
        for (const name of Object.keys(visitors) as Name[]) {
          const expected = verdict(route, who, name)
          it(`${route}: ${name} ${words[expected]}`, async () => {
            const visitor = people.get(name) as Visitor
            const rows = { employer: employer.id, person }
            const { path, fields, isMissing } = await sampleOf(route, portal.given, rows)
            const isRead = route.startsWith('GET ')
            const answer = await (isRead ? visitor.get(path) : visitor.post(path, fields))
            const fits = isMissing && expected === 'in' ? ['in', 'hidden'] : [expected]
            expect(fits, `${answer.status} ${path}`).to.include(seen(answer, who))
          })
        }
    },
    { PORTAL_DEMO: '1' },
  )
})

/** What the table means for a visitor: the other side of the counter, and a stranger, must not learn that a page exists. */
function verdict(route: string, who: readonly string[], name: Name): keyof typeof words {
  if (who.includes('anybody') || who.some((one) => (visitors[name] as readonly string[]).includes(one)))
    return 'in'
  if (who.includes('system')) return 'tokenless'
  if (name === 'nobody' || name === 'a system') return 'door'
  const side = route.includes(' /office') ? 'office' : 'employer'
  return isOf(side, name) && name !== 'an administrator of another employer' ? 'forbidden' : 'hidden'
}

function seen({ status, headers }: Answer, who: readonly string[]): string {
  if (status === 303 && !who.includes('anybody') && headers.location?.startsWith('/sign-in')) return 'door'
  if (status === 401 && who.includes('system')) return 'tokenless'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'hidden'
  return status < 500 ? 'in' : `failed with ${status}`
}

/** A program with a token that opens everything a program may read. */
async function program({ deps, visitor }: Portal): Promise<Visitor> {
  const by = { actor: 'test', at: deps.clock() }
  const { id, secret } = await createSystem(deps.db, { name: 'Kernsystem', scopes: [...scopes] }, by)
  const issued = await issueToken(deps.db, id, secret, null, by)
  const headers = { Authorization: `Bearer ${issued?.token}` }
  const caller = visitor()
  return {
    ...caller,
    get: (path) => caller.get(path, headers),
    post: (path, fields) => caller.post(path, fields, headers),
  }
}

describe('A route that nobody has thought about', () => {
  const portal = usePortal()

  it('keeps the portal from starting, and its name is told', () => {
    const app = createApp(portal.deps)
    app.get('/back-door', (_req, res) => void res.end())
    expect(() => guardRoutes(app)).to.throw('Nobody may use GET /back-door')
  })

  it('is found wherever it is mounted', () => {
    const names = routesIn(createApp(portal.deps).router).map(({ name }) => name)
    expect(new Set(names)).to.deep.equal(new Set(routes.map(({ name }) => name)))
    expect(names.length).to.be.greaterThan(40)
  })
})
