import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { entriesAbout, firstBrokenEntry } from '../../db/audit/note.js'
import { saveDeskView } from '../../db/desk/views.js'
import {
  decideErasure,
  eraseByRule,
  erasureById,
  obstacles,
  orderErasure,
} from '../../db/forgetting/erasure.js'
import { sweepFiles } from '../../db/forgetting/sweep.js'
import { openDatabase } from '../../db/knex.js'
import { noteBirth } from '../../db/people/births.js'
import { keepNews } from '../../db/reports/amendments.js'
import { bytesOf, documentsOf, storeDocument } from '../../db/reports/documents.js'
import { beginDraft, saveDraft } from '../../db/reports/drafts.js'
import { mutationById } from '../../db/reports/mutations.js'
import { closeMutation } from '../../db/reports/outcomes.js'
import { recall } from '../../db/reports/recall.js'
import { submit } from '../../db/reports/submissions.js'
import { saveList } from '../../db/search/saved-lists.js'
import { references } from '../../db/tables.js'
import { completeTask } from '../../db/tasks/tasks.js'
import { forEachDatabase } from './databases.js'
import { filesOf, foundIn, settleFiles } from './raw-files.js'
import {
  type AboutEmployee,
  by,
  child,
  clock,
  employee,
  employer,
  openedTask,
  reference,
  spec,
  user,
} from './rows.js'

const later = (actor: string) => ({ actor, at: '2038-01-05T09:00:00.000Z' })

/** Words that stand nowhere else. */
const canaries = () => {
  const word = (of: string) => `Kanari${of}${randomUUID().slice(0, 8)}`
  return {
    open: { last: word('name'), ahv: word('ahv').slice(0, 16), child: word('kind'), born: word('geboren') },
    sealed: {
      draft: word('entwurf'),
      answer: word('angabe'),
      news: word('nachtrag'),
      asked: word('frage'),
      reply: word('antwort'),
      paper: word('papier'),
      file: word('datei'),
    },
  }
}
type Canaries = ReturnType<typeof canaries>

/** A person with a child and a closed report in which every kind of personal text stands. */
async function filed(db: Knex, { open, sealed }: Canaries): Promise<AboutEmployee> {
  const employerId = await employer(db)
  const employeeId = await employee(db, employerId)
  const named = { lastName: open.last, ahvNumber: open.ahv, search: open.last.toLowerCase() }
  await db('employees').where({ id: employeeId }).update(named)
  const childId = await child(db, employerId, employeeId)
  await db('children').where({ id: childId }).update({ firstName: open.child })
  const about = { kind: 'family-allowance' as const, reference: reference(), employerId, employeeId }
  const id = await beginDraft(db, { ...about, draft: {} }, by('hr'))
  await saveDraft(db, id, () => ({ children: { remark: sealed.draft } }), by('hr', 1))
  const paper = { id: randomUUID(), employerId, employeeId, mutationId: id, origin: 'upload' as const }
  const file = { purpose: 'birth', name: `${sealed.file}.pdf`, mime: 'application/pdf' }
  await db.transaction((trx) =>
    storeDocument(trx, { ...paper, ...file }, Buffer.from(sealed.paper), by('hr', 2)),
  )
  await submit(db, await mutationById(db, id), { remark: sealed.answer }, by('hr', 3))
  const mutation = { ...(await mutationById(db, id)), employeeId }
  const born = [{ key: 'a', firstName: open.born, lastName: 'x' }]
  await noteBirth(db, mutation, { date: '2026-11-01', children: born })
  const task = await openedTask(db, { ...spec(mutation), details: { text: sealed.asked } })
  await db.raw('analyze') // samples of the columns are kept as well
  await saved(db, employerId, `q=${open.last}`)
  await completeTask(db, task, { decision: 'approve', reason: sealed.reply }, by('clerk', 4))
  await db.transaction(async (trx) => {
    await keepNews(trx, id, 'told', { text: sealed.news }, by('hr', 5))
    await closeMutation(trx, id, 'granted', clock(6))
  })
  return mutation
}

/** A list of an employer and a view of the desk, saved with what was searched. */
async function saved(db: Knex, employerId: string, state: string): Promise<void> {
  const userId = await user(db)
  const view = { userId, name: 'Offen', state, shared: false }
  await saveList(db, { userId, employerId }, { list: 'employees', ...view }, by('hr', 4))
  await saveDeskView(db, view, by('clerk', 4))
}

describe('The erasure of a person', function () {
  this.timeout(120_000)
  forEachDatabase((open, url) => {
    let db: Knex
    const words = canaries()
    let person: AboutEmployee
    let other: AboutEmployee
    before(async () => {
      db = open()
      person = await filed(db, words)
      other = await filed(db, canaries())
    })
    /** Also as words are looked for: in lower case. */
    const inFiles = async (texts: string[]) => {
      const forms = texts.flatMap((text) => [text, text.toLowerCase()])
      return foundIn(await filesOf(db, url()), [...new Set(forms)])
    }

    it('what is sealed stands in no file, not even before', async () => {
      await settleFiles(db)
      expect(await inFiles(Object.values(words.sealed))).to.deep.equal([])
      const name = words.open.last
      expect(await inFiles([name])).to.deep.equal([name, name.toLowerCase()])
    })

    it('is refused while something runs or the duty to keep the file lasts, and says why', async () => {
      const { employerId, employeeId } = person
      const work = {
        id: randomUUID(),
        employerId,
        employeeId,
        canton: 'SG',
        workload: 100,
        monthlyWage: 500_000,
      }
      await db('employments').insert({ ...work, startsOn: '2020-01-01' })
      const id = await beginDraft(
        db,
        { kind: 'termination', reference: reference(), employerId, employeeId, draft: {} },
        by('hr'),
      )
      const standing = (at: string) => obstacles(db, employeeId, at)
      expect(await standing('2027-01-01T09:00:00.000Z')).to.deep.equal([
        { why: 'employment' },
        { why: 'report' },
        { why: 'duty', until: '2036-11-23' },
      ])
      const refused = await orderErasure(db, { employeeId, basis: 'request' }, later('sup')).catch(
        (e) => e.message,
      )
      expect(refused).to.equal('employment, report')
      await db('employments').where({ id: work.id }).update({ endsOn: '2026-12-31' })
      await db('mutations').where({ id }).delete()
      expect(await standing('2036-12-01T09:00:00.000Z')).to.deep.equal([{ why: 'duty', until: '2036-12-31' }])
      expect(await standing('2038-01-01T09:00:00.000Z')).to.deep.equal([])
    })

    it('needs two persons, is done once, and leaves a certificate in a chain that is whole', async () => {
      const { employeeId } = person
      const id = (await orderErasure(db, { employeeId, basis: 'request' }, later('sup'))) ?? ''
      expect(await orderErasure(db, { employeeId, basis: 'request' }, later('other'))).to.equal(null)
      expect(await decideErasure(db, id, true, later('sup'))).to.equal('own')
      const ruled = await Promise.all(['a', 'b', 'c'].map((who) => decideErasure(db, id, true, later(who))))
      expect(ruled.toSorted()).to.deep.equal(['closed', 'closed', 'done'])
      const entry = (await entriesAbout(db, employeeId)).at(-1)
      expect(entry).to.include({ action: 'person.erase', seq: (await erasureById(db, id))?.certificate })
      expect(entry?.fields).to.match(/^request ordered:sup reports:1 keys:1 sha256:[0-9a-f]{64}$/)
      expect(await firstBrokenEntry(db)).to.equal(null)
    })

    it('leaves nothing of the person in any table, and the others as they were', async () => {
      const { employeeId, id } = person
      for (const table of ['employees', 'personKeys'])
        expect(await db(table).where({ id: employeeId }), table).to.deep.equal([])
      for (const table of ['children', 'employments', 'births', 'documents', 'mutations'])
        expect(await db(table).where({ employeeId }), table).to.deep.equal([])
      for (const table of ['tasks', 'amendments', 'documents'])
        expect(await db(table).where({ mutationId: id }), table).to.deep.equal([])
      for (const table of ['savedLists', 'deskViews'])
        expect(await db(table).select('state'), table).to.have.length(1)
      const stays = await mutationById(db, other.id)
      expect(stays.answers).to.have.property('remark')
      const [paper] = await documentsOf(db, other.id)
      expect(paper && (await bytesOf(db, paper)).toString()).to.contain('Kanaripapier')
    })

    it('leaves nothing in the files once they are written anew', async () => {
      let left = [...Object.values(words.open), ...Object.values(words.sealed)]
      // what somebody looks at meanwhile, such as PostgreSQL itself to take samples, goes in a later night; they are a day apart
      for (let nights = 0; nights < 6 && left.length > 0; nights++) {
        if (nights > 0) await new Promise((day) => setTimeout(day, 2000))
        await sweepFiles(db)
        await settleFiles(db)
        left = await inFiles(left)
      }
      expect(left).to.deep.equal([])
      expect(await firstBrokenEntry(db)).to.equal(null)
    })

    it('makes what an older copy still holds unreadable with the keys of today', async () => {
      const kept = await filed(db, canaries())
      const [paper] = await documentsOf(db, kept.id)
      const raw = openDatabase(url()) // without keys, as a backup reads
      const old = await raw('mutations').where({ id: kept.id }).first('answers')
      const bytes = await raw('documentBytes').where({ documentId: paper?.id }).first('sealed')
      await raw.destroy()
      expect(await eraseByRule(db, kept.employeeId, 'expired', later('system'))).to.equal(true)
      // brought back as from a backup
      const again = await filed(db, canaries())
      await db('mutations').where({ id: again.id }).update({ answers: old.answers })
      const [place] = await documentsOf(db, again.id)
      await db('documentBytes').where({ documentId: place?.id }).update({ sealed: bytes.sealed })
      expect(await mutationById(db, again.id).catch((e) => e.message)).to.match(/JSON/)
      expect(place && (await bytesOf(db, place).catch((e) => e.message))).to.contain('was destroyed')
    })

    it('takes along what was withdrawn before somebody was on file', async () => {
      const employerId = await employer(db)
      const fresh = { kind: 'new-employee' as const, employerId, employeeId: null, draft: { person: 'X' } }
      const first = await beginDraft(db, { ...fresh, reference: reference() }, by('hr'))
      await submit(db, await mutationById(db, first), { person: 'X' }, by('hr', 1))
      const next = (await recall(db, await mutationById(db, first), reference(), by('hr', 2))) ?? ''
      await submit(db, await mutationById(db, next), { person: 'X' }, by('hr', 3))
      const employeeId = await employee(db, employerId)
      await db('mutations').where({ id: next }).update({ employeeId })
      await db.transaction((trx) => closeMutation(trx, next, 'confirmed', clock(4)))
      expect(await eraseByRule(db, employeeId, 'expired', later('system'))).to.equal(true)
      for (const table of ['mutations', 'personKeys'])
        expect(await db(table).whereIn('id', [first, next, employeeId]), table).to.deep.equal([])
    })
  })
})

describe('Whatever refers to a report or a person', () => {
  forEachDatabase((open) => {
    it('is removed with it: a new table needs a line where reports, persons or users are removed', async () => {
      const sources = ['forgetting/reports', 'forgetting/users', 'forgetting/erasure'].map((name) =>
        readFileSync(new URL(`../../db/${name}.ts`, import.meta.url), 'utf8'),
      )
      const named = (table: string) =>
        sources.some((text) =>
          text.includes(`'${table.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())}'`),
        )
      const links = (await references(open())).filter(({ to }) =>
        ['mutations', 'employees', 'users'].includes(to),
      )
      expect(links.length).to.be.greaterThan(15)
      expect(links.map(({ from }) => from).filter((table) => !named(table))).to.deep.equal([])
    })
  })
})
