import { Writable } from 'node:stream'
import { expect } from 'chai'
import { pino } from 'pino'
import { withoutValues } from '../../log.js'
import { answers } from '../domain/family-allowance/facts.js'
import { onePagePdf } from './files.js'
import { onEachDatabase } from './portal.js'
import { codeAt, password, type Visitor } from './visitor.js'

/** What must stand in no log, each with letters that nothing else has. */
const planted = {
  name: 'Zvonimirka',
  surname: 'Quastenflosser',
  street: 'Wacholderxweg',
  ahv: '756.9217.0769.85',
  email: 'quastenflosser@wacholderx.example',
  typed: 'Vertraulichxes',
  file: 'Arztzeugnisx',
  wrong: 'falschesx-Passwort-12',
}

onEachDatabase((portal) => {
  describe('the logs of a whole day', () => {
    it('hold no name, number, address, password, code, token or text that anybody typed, also when something fails', async () => {
      const lines: string[] = []
      const sink = new Writable({
        write(line, _encoding, done) {
          lines.push(String(line))
          done()
        },
      })
      const heard = pino({ level: 'debug', formatters: { log: withoutValues } }, sink)
      for (const level of ['debug', 'info', 'warn', 'error'] as const)
        portal.deps.log[level] = heard[level].bind(heard) as never
      const { given, db } = portal
      const employer = await given.employer({ street: planted.street })
      const user = await given.user({ employers: [employer.id], email: planted.email, name: planted.surname })
      const person = await given.employee(employer.id, {
        firstName: planted.name,
        lastName: planted.surname,
        ahvNumber: planted.ahv,
      })
      const hr = portal.visitor()
      await hr.get('/sign-in')
      await hr.post('/sign-in', { email: planted.email, password: planted.wrong })
      await hr.post('/sign-in', { email: planted.email, password })
      await hr.get('/sign-in/code')
      portal.clock.forward(1)
      const code = codeAt(portal.clock.now())
      await hr.post('/sign-in/code', { code })
      const home = `/e/${employer.id}`
      await hr.get(`${home}/employees?q=${planted.surname}`)
      await hr.get(`${home}/employees/${person.id}?${planted.ahv}`)
      const draft = await given.draft(person, {}, user.id)
      await hr.post(`${home}/mutations/${draft.id}/request`, { purpose: 'new', remarks: planted.typed })
      const task = await given.task(await given.submitted(person, answers({})), {
        details: { documents: [{ purpose: 'birth-certificate' }] },
      })
      const upload = { name: `${planted.file}.pdf`, bytes: onePagePdf() }
      await hr.upload(`${home}/tasks/${task.id}/documents/0`, upload)
      const { token } = hr
      hr.token = 'stale'
      await hr.post(`${home}/mutations/${draft.id}/request`, { remarks: planted.typed })
      hr.token = token
      await portal.visitor().get('/reset/tokenxtokenxtokenxtokenxtokenx')
      await portal.visitor().get('/activate/tokenxtokenxtokenxtokenxtokenx')
      await portal.visitor().get(`/${planted.surname}/${planted.ahv}`)
      await failOn(hr, `${home}/tasks/${task.id}/documents/0`, upload, async () => {
        await db.schema.alterTable('documents', (documents) =>
          documents.renameColumn('sha256', 'sha256_gone'),
        )
      })
      await portal.db.schema.alterTable('documents', (documents) =>
        documents.renameColumn('sha256_gone', 'sha256'),
      )
      const log = lines.join('')
      expect(lines.length).to.be.greaterThan(15)
      expect(log).to.contain('request failed')
      const secrets = [
        ...Object.values(planted),
        planted.ahv.replaceAll('.', ''),
        password,
        code,
        'tokenx',
        token,
        hr.cookie('sid') ?? 'no cookie',
      ]
      for (const secret of secrets) expect(log.includes(secret), secret).to.equal(false)
    })
  })
})

/** A failure of the database in mid-request, whose message holds the whole statement. */
async function failOn(
  hr: Visitor,
  path: string,
  file: { name: string; bytes: Buffer },
  spoil: () => Promise<void>,
) {
  await spoil()
  expect((await hr.upload(path, file)).status).to.equal(500)
}
