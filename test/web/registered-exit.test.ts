import { expect } from 'chai'
import { createActivities } from '../../activities/index.js'
import { promisesToKeep } from '../../db/outbox.js'
import { loadRegister } from '../../db/register/load.js'
import { bytesOf, documentById } from '../../db/reports/documents.js'
import { type Mutation, sentReports } from '../../db/reports/mutations.js'
import { readPdf } from '../documents/read-pdf.js'
import { follow } from './family-allowance-typed.js'
import { onEachDatabase } from './portal.js'
import { onOneLine, type Visitor } from './visitor.js'

const headings =
  'memberNumber;ahvNumber;firstName;lastName;birthDate;sex;civilStatus;nationality;language;street;zip;city;country;canton;workload;monthlyWage;startsOn;endsOn;personnelNumber;function;workplace'
const ahvNumber = '756.9695.7731.09'

onEachDatabase((portal) => {
  describe('an end of employment in the register', () => {
    let employer: { id: string; memberNumber: string }
    let person: { id: string; employerId: string }
    let desk: Visitor

    before(async () => {
      desk = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
    })
    beforeEach(async () => {
      employer = (await portal.given.employer()) as never
      person = await portal.given.employee(employer.id, { ahvNumber })
      await portal.given.entitlement(await portal.given.child(person))
    })

    const by = () => ({ actor: 'system', at: portal.clock.now() })
    const line = (startsOn: string, endsOn = '') =>
      `${employer.memberNumber};${ahvNumber};Luca;Steiner;1984-06-02;male;married;CH;de;Seestrasse 4;9000;St. Gallen;CH;SG;100;6340.00;${startsOn};${endsOn};;;`
    /** How many reports a load of these lines opens. */
    const loaded = async (lines: string[], dryRun = false) => {
      const { employees } = await loadRegister(
        portal.db,
        { employees: [headings, ...lines].join('\n') },
        by(),
        dryRun,
      )
      expect(employees?.faults).deep.equal([])
      return employees?.exits ?? 0
    }
    const reports = () => sentReports(portal.db, person.id, 'termination')
    const endOfAllowance = async () =>
      (await portal.db('entitlements').where({ employeeId: person.id }).first()).endsOn

    it('goes to the office as a report, once, where an allowance runs on; a trial writes nothing', async () => {
      const ended = [line('2019-04-01', '2026-11-16')]
      expect(await loaded(ended, true)).equal(1)
      expect(await reports()).deep.equal([])
      expect(await loaded(ended)).equal(1)
      const [report, ...others] = await reports()
      expect(others).deep.equal([])
      expect(report).include({ status: 'submitted', submittedBy: null, employerId: employer.id })
      expect(report?.answers).deep.equal({ reason: 'register', lastDay: '2026-11-16', documents: [] })
      expect((await promisesToKeep(portal.db)).map(({ workflowId }) => workflowId)).include(report?.id)
      expect(await loaded(ended)).equal(0)
      expect(await loaded([line('2019-04-01', '2026-10-31')]), 'while that is not decided').equal(0)
    })

    it('is none where the allowance ends by then, or the person goes on in a new employment', async () => {
      expect(await loaded([line('2019-04-01', '2026-11-16'), line('2026-11-17')])).equal(0)
      expect(await loaded([line('2019-04-01', '2026-11-16')]), 'the new one is on file').equal(0)
      await portal.db('entitlements').where({ employeeId: person.id }).update({ endsOn: '2026-12-31' })
      expect(await loaded([line('2026-11-17', '2026-12-31')])).equal(0)
      expect(await loaded([line('2026-11-17', '2026-12-30')])).equal(1)
    })

    it('is left to the report of the employer, and taken up where that was about another day', async () => {
      const id = `${person.id}-own`
      const own = { reason: 'notice-employee', lastDay: '2026-11-30', documents: [] }
      await portal.db('mutations').insert({
        ...{ id, kind: 'termination', reference: `AV-${employer.id.slice(0, 12)}`, employerId: employer.id },
        ...{ employeeId: person.id, status: 'submitted', draft: '{}', answers: JSON.stringify(own) },
        ...{ createdBy: 'hr', createdAt: by().at, savedAt: by().at, submittedBy: 'hr', submittedAt: by().at },
      })
      expect(await loaded([line('2019-04-01', '2026-11-30')]), 'not decided').equal(0)
      await portal.db('mutations').where({ id }).update({ status: 'closed', outcome: 'confirmed' })
      expect(await loaded([line('2019-04-01', '2026-11-30')]), 'decided').equal(0)
      await portal.db('mutations').where({ id }).update({ outcome: 'refused' })
      expect(await loaded([line('2019-04-01', '2026-11-30')]), 'not accepted').equal(1)
    })

    it('ends the allowances when the office agrees and says on what it rests; the letters say that nobody reported it', async () => {
      const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
      await loaded([line('2019-04-01', '2026-11-16')])
      const [{ id }] = (await reports()) as [Mutation]
      const activities = createActivities({ ...portal.deps, mailer: { send: async () => true } as never })
      await activities.openTask(id, 'review', 1, by().at)
      const path = `/office/tasks/${id}/review/1`
      await desk.post(`${path}/claim`)
      const page = await desk.get(path)
      expect(page.words)
        .contain('Vorschlag: zuerst klären')
        .and.contain('Im Register der Ausgleichskasse eingetragen, Grund nicht bekannt')
        .and.contain('Das Register nennt keinen Grund. Nach einem Todesfall')
        .and.contain('Austritt aus dem Register übernommen')
        .and.not.contain('zu melden')
      const version = String(page.$('[name=version]').val())
      expect((await desk.post(path, { decision: 'approve', version })).status).equal(422)
      const reason = 'Die Lohnliste nennt den Austritt.'
      expect((await desk.post(path, { decision: 'approve', version, reason })).status).equal(303)

      const status = await hr.get(`/e/${employer.id}/mutations/${id}`)
      expect(status.$('h1').text()).equal('Austritt in unserem Register')
      expect(status.words).contain('Austritt in unserem Register eingetragen')
      const own = { kind: 'termination', employee: person.id }
      const twice = await follow(hr, await hr.post(`/e/${employer.id}/mutations`, own))
      expect(twice.words).contain('Zuerst muss die offene Meldung abgeschlossen sein')

      await activities.decideTermination(id, 1, by().at)
      expect(await endOfAllowance()).equal('2026-11-16')
      const letter = await documentById(portal.db, `${id}/decision`)
      if (!letter) throw new Error('no decision')
      const text = onOneLine((await readPdf(await bytesOf(portal.db, letter))).text)
      expect(text)
        .contain('In unserem Register ist das Ende Ihres Arbeitsverhältnisses eingetragen.')
        .and.contain(reason)
        .and.not.contain('Ihr Arbeitgeber hat uns')
    })

    it('ends nothing where the office does not agree, and is not taken up again', async () => {
      const ended = [line('2019-04-01', '2026-11-16')]
      await loaded(ended)
      const [{ id }] = (await reports()) as [Mutation]
      const activities = createActivities({ ...portal.deps, mailer: { send: async () => true } as never })
      await activities.openTask(id, 'review', 1, by().at)
      const path = `/office/tasks/${id}/review/1`
      await desk.post(`${path}/claim`)
      const version = String((await desk.get(path)).$('[name=version]').val())
      await desk.post(path, { decision: 'refuse', version, reason: 'Sie arbeitet weiter.' })
      await activities.decideTermination(id, 1, by().at)
      expect(await endOfAllowance()).equal('2034-01-31')
      const letter = await documentById(portal.db, `${id}/refusal`)
      if (!letter) throw new Error('no letter')
      const { text } = await readPdf(await bytesOf(portal.db, letter))
      expect(onOneLine(text)).contain('Die Familienzulagen enden damit nicht: Sie arbeitet weiter.')
      expect(await loaded(ended)).equal(0)
    })
  })
})
