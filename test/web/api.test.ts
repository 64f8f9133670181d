import { expect } from 'chai'
import supertest from 'supertest'
import { declarationOf } from '../../db/declarations/declarations.js'
import { closeMutation } from '../../db/reports/outcomes.js'
import { submit } from '../../db/reports/submissions.js'
import { createSystem, endSystem, rotateSecret, type Scope, scopes } from '../../db/systems/systems.js'
import { table } from '../../web/access/table.js'
import { description, operations } from '../../web/api/openapi.js'
import { type Answer, schemas } from '../../web/api/schemas.js'
import { limits } from '../../web/sign-in/limits.js'
import { answers } from '../domain/family-allowance/facts.js'
import { check, known } from '../salaries/checked.js'
import { acceptedWages, elmFile } from './accepted-wages.js'
import { onEachDatabase } from './portal.js'

const base = '/api/v1'

describe('The interface for programs of the office', () => {
  onEachDatabase((portal) => {
    const by = () => ({ actor: 'admin', at: portal.clock.now() })
    const ask = () => supertest(portal.url)
    const system = (granted: readonly Scope[] = scopes) =>
      createSystem(portal.deps.db, { name: 'Kernsystem', scopes: [...granted] }, by())
    const signIn = (id: string, secret: string, more: object = {}) =>
      ask()
        .post(`${base}/token`)
        .type('form')
        .auth(id, secret)
        .send({ grant_type: 'client_credentials', ...more })

    /** A system with a token, that asks and whose answers are as described. */
    async function program(granted: readonly Scope[] = scopes) {
      const { id, secret } = await system(granted)
      const { body } = await signIn(id, secret)
      const get = (path: string) => ask().get(path).set('Authorization', `Bearer ${body.access_token}`)
      return {
        ...{ id, secret, get },
        async fetch<Name extends keyof typeof schemas>(name: Name, path: string): Promise<Answer<Name>> {
          const answer = await get(path)
          expect(answer.status, `${path} ${answer.text.slice(0, 300)}`).to.equal(200)
          expect(answer.headers['cache-control']).to.include('no-store')
          expect(answer.headers).to.not.have.property('set-cookie')
          const parsed = schemas[name].safeParse(answer.body)
          expect(parsed.error?.issues ?? [], path).to.deep.equal([])
          return answer.body
        },
      }
    }
    const end = async (path: string) => {
      const core = await program()
      let at = '0'
      for (;;) {
        const page = await core.fetch(
          'Events',
          `${path}${path.includes('?') ? '&' : '?'}after=${at}&limit=500`,
        )
        at = page.next
        if (!page.more) return at
      }
    }

    it('changes client id and secret into a token, in the header or in the form', async () => {
      const { id, secret } = await system(['events.read', 'mutations.read'])
      const answer = await signIn(id, secret)
      expect(schemas.Token.parse(answer.body)).to.deep.include({
        expires_in: 3600,
        scope: 'events.read mutations.read',
      })
      expect(answer.headers['cache-control']).to.equal('no-store')
      const form = await ask().post(`${base}/token`).type('form').send({ grant_type: 'client_credentials', client_id: id, client_secret: secret, scope: 'events.read' }) // biome-ignore format: one line
      expect(form.body).to.include({ scope: 'events.read' })
      const stored = JSON.stringify([
        await portal.db('systemSecrets').where({ systemId: id }),
        await portal.db('systemTokens').where({ systemId: id }),
      ])
      expect(stored).to.not.include(secret).and.not.include(answer.body.access_token)
      expect((await entries(id)).map(({ action }) => action)).to.deep.equal(['system.create', 'system.sign-in', 'system.sign-in']) // biome-ignore format: one line
    })

    it('takes no wrong secret, no unknown scope and no other grant', async () => {
      const { id, secret } = await system(['events.read'])
      const said = async (answer: PromiseLike<supertest.Response>) => {
        const { status, body } = await answer
        return [status, body.error]
      }
      expect(await said(signIn(id, `${secret}x`))).to.deep.equal([401, 'invalid_client'])
      expect(await said(signIn('nobody', secret))).to.deep.equal([401, 'invalid_client'])
      expect(await said(signIn(id, secret, { scope: 'everything' }))).to.deep.equal([400, 'invalid_scope'])
      expect(await said(signIn(id, secret, { scope: 'declarations.read' }))).to.deep.equal([
        400,
        'invalid_scope',
      ])
      expect(await said(signIn(id, secret, { grant_type: 'password' }))).to.deep.equal([
        400,
        'unsupported_grant_type',
      ])
      expect(await said(ask().post(`${base}/token`).set('Authorization', 'Basic %%%').send({}))).to.deep.equal([400, 'unsupported_grant_type']) // biome-ignore format: one line
    })

    it('lets both secrets in while one takes the place of the other, and neither once the system has ended', async () => {
      const { id, secret: first } = await system()
      const second = await rotateSecret(portal.db, id, 7, by())
      expect([(await signIn(id, first)).status, (await signIn(id, second)).status]).to.deep.equal([200, 200])
      portal.clock.forward(7 * 24 * 60 + 1)
      expect([(await signIn(id, first)).status, (await signIn(id, second)).status]).to.deep.equal([401, 200])
      const token = (await signIn(id, second)).body.access_token
      const read = () => ask().get(`${base}/events`).set('Authorization', `Bearer ${token}`)
      expect((await read()).status).to.equal(200)
      await endSystem(portal.db, id, by())
      expect([(await signIn(id, second)).status, (await read()).status]).to.deep.equal([401, 401])
    })

    it('says in problems that programs read what is missing: a token, a scope, a thing', async () => {
      const core = await program(['mutations.read'])
      const problems = [
        await ask().get(`${base}/events`),
        await ask().get(`${base}/events`).set('Authorization', 'Bearer none-of-these-tokens-is-right'),
        await core.get(`${base}/events`),
        await core.get(`${base}/mutations/none`),
        await core.get(`${base}/nowhere`),
        await ask().post(`${base}/token`).type('json').send('{"a":'),
      ]
      expect(problems.map(({ status }) => status)).to.deep.equal([401, 401, 403, 404, 404, 400])
      for (const { body, headers } of problems) {
        expect(headers['content-type']).to.include('application/problem+json')
        expect(schemas.Problem.safeParse(body).error?.issues ?? []).to.deep.equal([])
      }
      expect(problems[1]?.headers['www-authenticate']).to.include('invalid_token')
      expect(problems[2]?.headers['www-authenticate'])
        .to.include('insufficient_scope')
        .and.include('events.read')
      const wrong = await (await program()).get(`${base}/events?after=x`)
      expect([wrong.status, wrong.body.detail]).to.satisfy(([status, detail]: [number, string]) => status === 400 && detail.startsWith('after')) // biome-ignore format: one line
    })

    it('expires tokens after an hour', async () => {
      const core = await program()
      portal.clock.forward(61)
      expect((await core.get(`${base}/events`)).status).to.equal(401)
    })

    it('tells what has happened from any cursor, employer by employer, and every thing can be fetched', async () => {
      const start = await end(`${base}/events`)
      const employer = await portal.given.employer({ uid: 'CHE-900.000.016' })
      const other = await portal.given.employer()
      const person = await portal.given.employee(employer.id, { ahvNumber: '756.1234.5678.97' })
      const draft = await portal.given.draft(person)
      const document = await portal.given.document(person, {
        mutationId: draft.id,
        origin: 'upload',
      })
      await submit(portal.db, draft, answers({}), by())
      await portal.given.submitted(await portal.given.employee(other.id))
      const task = await portal.given.task(draft, { side: 'fund' })
      await portal.db('tasks').where({ id: task.id }).update({ status: 'done', outcome: JSON.stringify({ decision: 'approve', reason: '' }), closedAt: by().at }) // biome-ignore format: one line
      const child = await portal.given.child(person)
      const allowance = await portal.given.entitlement(
        { ...child, employeeId: person.id },
        { mutationId: draft.id },
      )
      await portal.db.transaction((trx) => closeMutation(trx, draft.id, 'granted', by()))
      const letter = await portal.given.message(draft)

      const core = await program()
      const all = await core.fetch('Events', `${base}/events?after=${start}`)
      expect(all.events.map(({ type }) => type)).to.deep.equal(['mutation.submitted', 'mutation.submitted', 'mutation.closed', 'decision.issued']) // biome-ignore format: one line
      const own = await core.fetch('Events', `${base}/events?after=${start}&employer=${employer.id}`)
      expect(own.events.map(({ number }) => number)).to.deep.equal([1, 2, 3])
      const first = await core.fetch('Events', `${base}/events?after=${start}&limit=1`)
      expect(first).to.deep.include({ more: true, events: [all.events[0]] })
      const rest = await core.fetch('Events', `${base}/events?after=${first.next}`)
      expect([...first.events, ...rest.events]).to.deep.equal(all.events)
      const letters = await core.fetch('Events', `${base}/events?after=${start}&type=decision.issued`)
      expect(letters.events).to.deep.equal(all.events.slice(-1))
      const nothing = await core.fetch('Events', `${base}/events?after=${rest.next}`)
      expect(nothing).to.deep.equal({ events: [], next: rest.next, more: false })
      expect(JSON.stringify(all)).to.not.match(/Steiner|Luca|756\./)

      const [sent, , closed, issued] = all.events
      expect(sent?.href).to.equal(closed?.href)
      const mutation = await core.fetch('Mutation', String(closed?.href))
      expect(mutation).to.deep.include({ id: draft.id, status: 'closed', outcome: 'granted' })
      expect(mutation.employer).to.deep.include({ id: employer.id, uid: 'CHE-900.000.016' })
      expect(mutation.employee).to.deep.include({ ahvNumber: '756.1234.5678.97' })
      expect(mutation.reviews).to.have.length(1)
      expect(mutation.allowances[0]).to.deep.include({ id: allowance.id })
      expect(mutation.allowances[0]?.child.id).to.equal(child.id)
      const [paper] = mutation.documents
      expect(paper).to.deep.include({ id: document.id, mime: 'application/pdf' })
      const bytes = await core.get(String(paper?.href)).responseType('blob')
      expect(bytes.body.subarray(0, 4).toString()).to.equal('%PDF')

      const decision = await core.fetch('Decision', String(issued?.href))
      expect(decision).to.deep.include({ id: letter.id, kind: 'family-allowance-decision' })
      const pdf = await core.get(decision.document.href).responseType('blob')
      expect([pdf.status, pdf.headers['content-type']]).to.deep.equal([200, 'application/pdf'])
      const read = (await portal.db('audit').where({ actor: core.id })).map(({ action }) => action)
      expect(read).to.have.members(['system.sign-in', 'mutation.read', 'document.read', 'message.fetch', 'document.read']) // biome-ignore format: one line
    })

    it('shows no draft, and nothing of one report under the address of another', async () => {
      const employer = await portal.given.employer()
      const person = await portal.given.employee(employer.id)
      const [draft, sent] = [await portal.given.draft(person), await portal.given.submitted(person)]
      const document = await portal.given.document(person, { mutationId: draft.id, origin: 'upload' })
      const core = await program()
      for (const path of [`mutations/${draft.id}`, `mutations/${sent.id}/documents/${document.id}`, `declarations/${sent.id}`, `decisions/${sent.id}/none`]) // biome-ignore format: one line
        expect((await core.get(`${base}/${path}`)).status, path).to.equal(404)
    })

    it('gives accepted wages out: figures, persons, the original byte for byte, and a message of ELM that reads the same', async () => {
      const employer = await portal.given.employer({ memberNumber: '47.110-3' })
      const original = elmFile('elm5-200persons')
      const { id, reference } = await acceptedWages(portal.deps, employer.id, original)
      const core = await program()
      const { events } = await core.fetch(
        'Events',
        `${base}/events?employer=${employer.id}&type=declaration.accepted`,
      )
      const declaration = await core.fetch('Declaration', String(events[0]?.href))
      expect(declaration).to.deep.include({ id, reference, year: 2025, way: 'elm', persons: 200 })
      expect(declaration.sums).to.deep.include({ ahv: 14_724_184_25 })

      const sent = await core.get(String(declaration.file?.href)).responseType('blob')
      expect(sent.body.equals(original)).to.equal(true)
      expect(sent.headers['content-disposition']).to.include("UTF-8''L%C3%B6hne%202025.xml")
      const written = await core.get(declaration.elm.href).responseType('blob')
      const about = known()
      const [read, first] = [check(written.body, about), check(original, about)]
      expect(read.refused).to.equal(null)
      expect(read.sums).to.deep.equal(first.sums)
      expect(read.names).to.deep.equal(first.names)

      const pages = await Promise.all(declaration.pages.map(({ href }) => core.fetch('Persons', href)))
      const persons = pages.flatMap((it) => it.persons)
      expect(persons).to.have.length(200)
      expect(persons.flatMap(({ ahv }) => ahv).reduce((sum, it) => sum + it.ahv, 0)).to.equal(14_724_184_25)
      expect((await core.get(`${base}/declarations/${id}/persons?page=0`)).status).to.equal(404)
      expect((await declarationOf(portal.db, id))?.persons).to.equal(200)
    })

    it('keeps giving accepted wages out that were replaced, and says by which; none that were replaced before they were accepted', async () => {
      const employer = await portal.given.employer({ memberNumber: '47.110-3/2' })
      const first = await acceptedWages(portal.deps, employer.id, elmFile('elm5-5persons'))
      const core = await program()
      const href = (id: string) => `${base}/declarations/${id}`
      const before = await core.fetch('Declaration', href(first.id))
      expect(before).to.deep.include({ role: 'first', replaces: [], supersededBy: null })
      const person = await portal.given.employee(employer.id)
      const open = await portal.given.submitted(person)
      await portal.db('mutations').where({ id: open.id }).update({ kind: 'salary-declaration' })

      const next = await acceptedWages(portal.deps, employer.id, elmFile('elm4-5persons'), [first, open])
      const replaced = await core.fetch('Declaration', href(first.id))
      const supersededBy = { id: next.id, href: `/api/v1/declarations/${next.id}` }
      expect(replaced).to.deep.equal({ ...before, supersededBy })
      const original = await core.get(String(replaced.file?.href)).responseType('blob')
      expect(original.body.equals(elmFile('elm5-5persons'))).to.equal(true)
      expect(await core.fetch('Declaration', supersededBy.href)).to.deep.include({
        role: 'replacement',
        replaces: [first, open].map(({ id, reference }) => ({ id, reference })),
        supersededBy: null,
      })
      expect((await core.get(href(open.id))).status).to.equal(404)
    })

    it('asks a program that asks too often to wait', async () => {
      const core = await program()
      await portal.db('rateLimits').where('key', 'like', 'api/%').update({ points: limits.api.most })
      await core.get(`${base}/events`)
      await portal.db('rateLimits').where('key', 'like', 'api/%').update({ points: limits.api.most })
      const answer = await core.get(`${base}/events`)
      expect([answer.status, answer.headers['retry-after']]).to.deep.equal([429, '60'])
      await portal.db('rateLimits').delete()
    })

    it('answers over TLS, or programs of its own machine', async () => {
      const answer = await ask().get(`${base}/openapi.json`).set('X-Forwarded-For', '198.51.100.7')
      expect([answer.status, answer.body.detail]).to.deep.equal([
        403,
        'This interface is served over https only.',
      ])
    })

    const entries = (object: string) => portal.db('audit').where({ object }).orderBy('seq')
  })

  it('is described as it is: each route with its scope, and nothing that is not there', () => {
    const routes = table.flatMap(({ routes, scope, who }) => routes.map((name) => ({ name, scope, who })))
    const own = routes.filter(({ who }) => who.includes('system'))
    const described = operations.map(({ path, scope }) => ({
      name: `GET ${base}${path.replace(/\{(\w+)\}/g, ':$1')}`,
      scope,
    }))
    expect(own.map(({ name, scope }) => ({ name, scope }))).to.have.deep.members(described)
    const { paths, components } = description('https://portal.example')
    const open = routes.filter(
      ({ name }) => name.includes(` ${base}/`) && !own.some((it) => it.name === name),
    )
    expect(open.map(({ name }) => name)).to.have.members([`GET ${base}/openapi.json`, `POST ${base}/token`])
    expect(Object.keys(paths)).to.have.length(operations.length + 2)
    const named = [...JSON.stringify(paths).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
      ([, name]) => name,
    )
    for (const name of named) expect(components.schemas).to.have.property(String(name))
  })
})
