import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { actsFor, findUserOf, usersOf } from '../../db/access/employer-users.js'
import { findCertificate, openCertificates } from '../../db/certificates/rows.js'
import { openCalls, remindedOn } from '../../db/declarations/calls.js'
import { declaredBy, declaredSums } from '../../db/declarations/declared.js'
import { decidedInYear, staffCount, staffOf } from '../../db/declarations/known.js'
import { tasksAbout } from '../../db/employers/tasks.js'
import { wagesOf } from '../../db/employers/wages.js'
import { migrate, openDatabase } from '../../db/knex.js'
import { listMessages, messageCounts, messageLines, messageToRead } from '../../db/messages/list.js'
import { archive, deliver, findMessage, messagesAmong } from '../../db/messages/messages.js'
import { allTopics } from '../../db/open-topics.js'
import { absencesOf } from '../../db/people/absences.js'
import { employeeByNumber, findEmployee } from '../../db/people/employees.js'
import { listEmployees, staffLines } from '../../db/people/list.js'
import { peopleLike, reportedEntries } from '../../db/people/newcomers.js'
import { personOnFile } from '../../db/people/person.js'
import { staffChangesOf } from '../../db/people/staff-changes.js'
import {
  discardImport,
  findImport,
  keepImport,
  reportsUnderWay,
  staffOnFile,
} from '../../db/people/staff-imports.js'
import { rows } from '../../db/prepared.js'
import { ofEmployer } from '../../db/reach.js'
import { documentToRead, findDocument, storeDocument, uploadedSince } from '../../db/reports/documents.js'
import { mutationList } from '../../db/reports/list.js'
import { messagesMeant, reportsMeant } from '../../db/reports/meant.js'
import { findMutation } from '../../db/reports/mutations.js'
import { findMessages, findPeople, findReports, findTasks } from '../../db/search/quick-search.js'
import { savedLists } from '../../db/search/saved-lists.js'
import { employerCounts } from '../../db/start/counts.js'
import { menuOf } from '../../db/start/menu.js'
import { overviewOf } from '../../db/start/overview.js'
import { findTaskCase } from '../../db/tasks/case.js'
import { chosenEmployerTasks } from '../../db/tasks/chosen.js'
import { employerTaskCounts, employerTaskList } from '../../db/tasks/list.js'
import { expireTask, openTask } from '../../db/tasks/tasks.js'
import { withinEmployer, withinEmployers } from '../../db/tenant-scope.js'
import { personTimeline } from '../../db/timeline/of-employee.js'
import { topics } from '../../domain/topics.js'
import { sources } from '../house/sources.js'
import { need } from '../needs.js'
import { places, testVault } from './databases.js'
import { openForgetful } from './forgetful.js'
import { at, by, child, clock, draft, employee, employer, spec, submitted, user } from './rows.js'

const vault = testVault
const today = '2026-12-24'
const page = { offset: 0, limit: 20 }

/** An employer with one of everything, and the ids of it. */
async function household(db: Knex) {
  const mutation = await submitted(db)
  const { id: mutationId, employerId } = mutation
  const employeeId = String(mutation.employeeId)
  await child(db, employerId, employeeId)
  const asked = await openTask(db, spec(mutation, 'provide-documents'), clock(2))
  const over = await openTask(db, spec(mutation, 'provide-documents', 2), clock(2))
  await expireTask(db, String(over?.id), clock(61))
  const begun = await draft(db)
  await db('mutations').where({ id: begun.id }).update({ employerId, employeeId })
  const document = { id: `${mutationId}/upload`, employerId, employeeId, mutationId, purpose: 'proof' }
  const file = { ...document, origin: 'upload' as const, name: 'a.pdf', mime: 'application/pdf' }
  await db.transaction((trx) => storeDocument(trx, file, Buffer.from('%PDF'), by('hr', 3)))
  const message = {
    id: `${mutationId}/decision`,
    employerId,
    employeeId,
    mutationId,
    kind: 'x',
    documentId: document.id,
  }
  await db.transaction((trx) => deliver(trx, message, clock(4)))
  const userId = await user(db, 'employer', [employerId])
  return {
    userId,
    employerId,
    employeeId,
    mutationId,
    taskId: String(asked?.id),
    documentId: document.id,
    messageId: message.id,
  }
}

/** A report that asks for a certificate, and a salary declaration that was sent. */
async function declared(db: Knex, { employerId, employeeId, documentId }: Ids): Promise<void> {
  const report = {
    status: 'submitted',
    draft: '{}',
    answers: '{"entry":{},"childId":"c"}',
    employerId,
    createdBy: 'hr',
  }
  const moments = { createdAt: at(0), savedAt: at(0), submittedAt: at(0) }
  const kinds = { entry: 'new-employee', certificate: 'training-certificate', wages: 'salary-declaration' }
  for (const [id, kind] of Object.entries(kinds))
    await db('mutations').insert({
      id,
      reference: id,
      kind,
      employeeId: id === 'certificate' ? employeeId : null,
      ...report,
      ...moments,
      ...(id === 'entry' && { subject: 'Elena Neumann' }),
      ...(kind === 'salary-declaration' && { subject: '2025', answers: '{"year":2025,"sums":null}' }),
    })
  await db('mutations').insert({
    ...{ id: 'call', reference: 'call', kind: kinds.wages, ...report, ...moments, answers: null },
    ...{ employeeId: null, status: 'draft', submittedAt: null, subject: '2024', subjectKey: 'x/2024' },
  })
  await db('messages').insert({
    ...{ id: 'wages/reminder', employerId, mutationId: 'wages', documentId, createdAt: at(0) },
    kind: 'salary-declaration-reminder',
  })
  for (const about of [employeeId, null])
    await db('messages').insert({
      ...{ id: `entry/${about}`, employerId, mutationId: 'entry', documentId, createdAt: at(0) },
      ...{ employeeId: about, kind: 'new-employee-confirmation' },
    })
  await db('tasks').insert({
    ...{
      id: 'certificate/certificate/1',
      mutationId: 'certificate',
      employerId,
      step: 'certificate',
      n: 1,
      side: 'employer',
    },
    ...{ status: 'open', details: '{}', ladder: '[]', openedAt: at(0), dueOn: '2026-12-23' },
  })
  await db('declarations').insert({
    ...{
      mutationId: 'wages',
      employerId,
      year: 2025,
      way: 'online',
      state: 'read',
      upload: 'u',
      reading: 'r',
    },
    ...{
      fileName: 'f',
      fileSize: 1,
      fileHash: 'h',
      dataKey: Buffer.alloc(1),
      pieces: 0,
      piecesRead: 0,
      persons: 0,
      pages: 0,
    },
    ...{ read: '{}' },
  })
  await db('onAccount').insert({ employerId, year: 2025, amount: 100 })
  const work = { canton: 'SG', workload: 100, monthlyWage: 1, startsOn: '2025-01-01' }
  await db('employments').insert({ id: 'work of wages', employerId, employeeId, ...work })
  const leaver = await employee(db, employerId)
  await db('employments').insert({
    id: 'last',
    employerId,
    employeeId: leaver,
    ...work,
    endsOn: '2026-12-31',
  })
  const { id: childId } = await db('children').where({ employeeId }).first('id')
  await db('entitlements').insert({
    ...{ id: 'education', employerId, employeeId, childId, kind: 'education', canton: 'SG', rate: 27000 },
    ...{ startsOn: '2025-08-01', endsOn: '2028-07-31', provenUntil: '2027-01-31' },
  })
  await db('employees').where({ id: employeeId }).update({ ahvNumber: '756.1234.5678.97' })
  await db('staffImports').insert(staffList(employerId))
  await db('mutations').insert({
    ...{ id: 'away', reference: 'away', kind: 'work-interruption', employeeId, ...report, ...moments },
    answers: '{"reason":"illness","begin":"2026-11-01"}',
  })
  const change = { id: 'import/2', employerId, employeeId, changes: '[]', changedBy: 'hr', changedAt: at(0) }
  await db('staffChanges').insert(change)
  const asked = await db('tasks').where({ id: 'certificate/certificate/1' }).first()
  await db('tasks').insert({ ...asked, id: 'certificate/certificate/2', n: 2, dueOn: '2026-12-28' })
  const [step, decided] = ['declare', { step: 'review', side: 'fund' }]
  await db('tasks').insert({ ...asked, id: 'call/declare/1', mutationId: 'call', step, dueOn: '2027-01-30' })
  await db('tasks').insert({ ...asked, id: 'certificate/review/1', ...decided, dueOn: '2027-01-30' })
}

const staffList = (employerId: string) => ({
  ...{ id: 'import', employerId, status: 'read', content: '', counts: '{}', createdBy: 'hr' },
  createdAt: at(0),
})

/** What somebody has saved and starred for their employer, and the same things for another, where they are not to be found. */
async function starred(db: Knex, their: Ids, other: string): Promise<void> {
  const { userId, employerId, employeeId, mutationId, messageId } = their
  const list = { list: 'employees', name: 'Nora', state: 'q=nora', shared: 1, createdAt: at(0) }
  await db('savedLists').insert({ id: 'saved', userId, employerId, ...list })
  await db('savedLists').insert({ id: 'own', userId, employerId: other, ...list, name: 'Alle' })
  const stars = [
    { employerId, kind: 'list', target: 'own' },
    { employerId: other, kind: 'mutation', target: mutationId },
    { employerId: other, kind: 'message', target: messageId },
    { employerId, kind: 'page', target: 'employees' },
    { employerId: other, kind: 'employee', target: employeeId },
    { employerId: other, kind: 'list', target: 'saved' },
  ]
  for (const [position, star] of stars.entries())
    await db('favourites').insert({ id: `star ${position}`, userId, ...star, position, createdAt: at(0) })
}

type Ids = Awaited<ReturnType<typeof household>>

/** A search that finds whatever there is. */
const everything = { q: 'e', kinds: new Map<string, string[]>(), limit: 20 }
/** The same words where they are also what a kind is called. */
const called = new Map([['e', ['new-employee', 'x']]])

/** What an employer can ask for: of its own, or with an id that belongs to somebody else. */
const questions: Record<string, (db: Knex, mine: string, theirs: Ids) => Promise<unknown>> = {
  documentToRead: (db, mine, { documentId }) => documentToRead(db, mine, documentId, ['personnel']),
  findDocument: (db, mine, { documentId }) => findDocument(db, mine, documentId),
  staffOf: (db, mine) => staffOf(db, mine, 2025),
  staffCount: (db, mine) => staffCount(db, mine),
  uploadedSince: (db, mine) => uploadedSince(db, mine, at(0)),
  listEmployees: (db, employerId, { userId }) =>
    listEmployees(
      db,
      { userId, employerId, topics: allTopics },
      { q: '', show: 'all', sort: 'name', page: 1, today },
    ),
  findUserOf: (db, mine, { userId }) => findUserOf(db, mine, userId),
  usersOf: (db, mine) => usersOf(db, mine),
  actsFor: async (db, mine, { userId }) => {
    const { email } = await db('users').where({ id: userId }).first('email')
    return actsFor(db, mine, email)
  },
  findEmployee: (db, mine, { employeeId }) => findEmployee(db, mine, employeeId),
  personTimeline: (db, mine, { employeeId }) =>
    personTimeline(db, mine, employeeId, null, { days: 10, canton: 'SG' }),
  listMessages: (db, mine) => listMessages(db, mine, { q: '', show: 'all', page: 1, topics: allTopics }),
  messageLines: (db, mine) => messageLines(db, mine, { q: '', show: 'all', topics: allTopics }, 10),
  messageCounts: (db, mine) => messageCounts(db, mine, allTopics),
  messageToRead: (db, mine, { messageId }) => messageToRead(db, mine, messageId, allTopics),
  findMessage: (db, mine, { messageId }) => findMessage(db, mine, messageId, allTopics),
  archive: async (db, mine, { messageId }) => {
    const done = await archive(db, mine, [messageId], true, by('hr', 9))
    const after = await db('messages').select('archivedAt', 'readAt')
    await db('messages').update({ archivedAt: null, readAt: null })
    return [done, after]
  },
  messagesAmong: (db, mine, { messageId }) => messagesAmong(db, mine, [messageId], allTopics),
  findMutation: (db, mine, { mutationId }) => findMutation(db, mine, mutationId),
  mutationList: (db, employerId) => mutationList(db, { employerId, q: '', topics: allTopics }, page),
  mutationListByName: (db, employerId) => mutationList(db, { employerId, q: 'e', topics: allTopics }, page),
  reportsMeant: (db, mine) =>
    reportsMeant(db, ofEmployer(mine, allTopics), { words: ['e'] }, { sql: '1 = 1', values: {} }),
  messagesMeant: async (db, mine) => {
    const meant = await messagesMeant(db, ofEmployer(mine, allTopics), { words: ['e'] })
    return rows(db, `select id from (${meant?.sql}) as meant`, { ...meant?.values })
  },
  peopleLike: (db, mine) => peopleLike(db, { birthDate: '1990-05-06' }, mine),
  reportedEntries: (db, mine) => reportedEntries(db, mine),
  employerCounts: (db, mine) => employerCounts(db, mine, allTopics),
  overviewOf: (db, employerId, { userId }) =>
    overviewOf(db, { userId, employerId, topics: allTopics }, today, 4),
  menuOf: (db, employerId, { userId }) => menuOf(db, { userId, employerId, topics: allTopics }),
  savedLists: (db, employerId, { userId }) => savedLists(db, { userId, employerId }, 'employees'),
  personOnFile: (db, mine, { employeeId }) => personOnFile(db, mine, employeeId),
  chosenEmployerTasks: (db, mine, { taskId }) => chosenEmployerTasks(db, mine, [taskId], topics),
  findTaskCase: (db, mine, { taskId }) => findTaskCase(db, 'employer', taskId, mine),
  openCertificates: (db, mine) => openCertificates(db, mine, 5),
  findCertificate: (db, mine) => findCertificate(db, mine, 'certificate'),
  declaredBy: (db, mine) => declaredBy(db, mine),
  openCalls: (db, mine) => openCalls(db, mine),
  employeeByNumber: (db, mine) => employeeByNumber(db, mine, '756.1234.5678.97'),
  decidedInYear: (db, mine) => decidedInYear(db, mine, 2026, 'per-day'),
  declaredSums: (db, mine) => declaredSums(db, mine, 2025),
  remindedOn: (db, mine) => remindedOn(db, mine, 2025),
  employerTaskCounts: (db, mine) => employerTaskCounts(db, mine, today, 'hr', allTopics),
  findPeople: (db, mine) => findPeople(db, ofEmployer(mine, allTopics), everything),
  tasksAbout: (db, mine) => tasksAbout(db, mine, {}, { offset: 0, limit: 20 }),
  absencesOf: (db, mine, { employeeId }) => absencesOf(db, mine, employeeId),
  staffOnFile: (db, mine) => staffOnFile(db, mine),
  staffChangesOf: (db, mine, { employeeId }) => staffChangesOf(db, mine, employeeId),
  findImport: (db, mine) => findImport(db, mine, 'import'),
  keepImport: async (db, mine, { employerId }) => {
    const id = await keepImport(db, mine, { fileName: 'a.csv', rows: [], compared: [] }, by('hr', 9))
    return listsBeside(db, id, employerId)
  },
  discardImport: async (db, mine, { employerId }) => {
    await discardImport(db, mine, 'import')
    return listsBeside(db, '', employerId)
  },
  reportsUnderWay: (db, mine) => reportsUnderWay(db, mine),
  staffLines: (db, mine) => staffLines(db, mine, { q: '', show: 'all', today }, 9),
  findTasks: (db, mine) => findTasks(db, ofEmployer(mine, allTopics), everything),
  findReports: (db, mine) => findReports(db, ofEmployer(mine, allTopics), everything),
  findMessages: (db, mine) => findMessages(db, ofEmployer(mine, allTopics), everything),
  findReportsByKind: (db, mine) =>
    findReports(db, ofEmployer(mine, allTopics), { ...everything, kinds: called }),
  findMessagesByKind: (db, mine) =>
    findMessages(db, ofEmployer(mine, allTopics), { ...everything, kinds: called }),
  employerTaskList: (db, mine) =>
    employerTaskList(db, mine, { show: 'all', q: '', today, topics: allTopics }, page),
  wagesOf: (db, mine) => wagesOf(db, mine),
}

/** The staff lists that are there beside a fresh one, put back as they were. */
async function listsBeside(db: Knex, fresh: string, employerId: string): Promise<unknown> {
  await db('staffImports').where({ id: fresh }).delete()
  const left = await db('staffImports').select('id')
  await db('staffImports').insert(staffList(employerId)).onConflict('id').ignore()
  return left
}

describe('Nobody sees what belongs to another employer', () => {
  let place: Awaited<ReturnType<typeof places.SQLite>>
  let mine: string
  let theirs: Ids

  before(async () => {
    place = await places.SQLite()
    await migrate(place.url)
    const db = openDatabase(place.url, vault)
    theirs = await household(db)
    await declared(db, theirs)
    mine = await employer(db)
    await starred(db, theirs, mine)
    await db.destroy()
  })
  after(() => place.remove())

  it('whatever can be asked for an employer is asked here', () => {
    const asked = sources(['.ts'], ['db']).flatMap(({ text }) =>
      [
        ...text.matchAll(
          /export (?:async )?function (\w+)\(\s*db: Knex,\s*(?:employerId: string|reach: Reach),/g,
        ),
      ].map(([, name = '']) => name),
    )
    expect(asked.length).to.be.greaterThan(12)
    expect(asked.filter((name) => !questions[name])).to.deep.equal([])
  })

  for (const [name, ask] of Object.entries(questions))
    it(`${name}: and each condition on the employer counts`, async () => {
      const answerWithout = async (site: Parameters<typeof openForgetful>[1]) => {
        const { db, met } = openForgetful(place.url, site)
        const answer = await ask(db, mine, theirs).then(JSON.stringify, (error) => `fails: ${error.message}`)
        await db.destroy()
        return { answer, met }
      }
      const { answer, met } = await answerWithout(null)
      expect(answer).not.to.contain('Nora').and.not.to.contain(theirs.mutationId)
      expect(met, 'conditions on the employer').not.to.deep.equal([])
      const unnoticed = []
      for (const site of met) if ((await answerWithout(site)).answer === answer) unnoticed.push(site)
      expect(unnoticed).to.deep.equal([])
    })
})

describe('PostgreSQL itself keeps employers apart', () => {
  let db: Knex
  let remove: () => Promise<void>
  let theirs: Ids
  let own: Ids

  before(async function () {
    const server = need(this, 'TEST_POSTGRES_URL')
    const place = await places.PostgreSQL(this)
    const role = `portal_${randomBytes(4).toString('hex')}`
    const admin = openDatabase(server)
    // like the portal in production: the owner of its tables, and no superuser, whom policies do not hold
    await admin.raw(`create role ${role} login nosuperuser`)
    const url = new URL(place.url)
    await admin.raw(`alter database ${url.pathname.slice(1)} owner to ${role}`)
    url.username = role
    await migrate(url.href)
    db = openDatabase(url.href, vault)
    remove = async () => {
      await db.destroy()
      await place.remove()
      await admin.raw(`drop role ${role}`)
      await admin.destroy()
    }
    theirs = await household(db)
    own = await household(db)
  })
  after(() => remove?.())

  const tables = ['employees', 'children', 'mutations', 'tasks', 'documents', 'messages']
  const counted = async (table: string) => Number((await db(table).count({ n: '*' }).first())?.n)

  it('also where a query forgets to ask for the employer', async () => {
    for (const table of tables) {
      const all = await counted(table)
      const visible = await withinEmployer(own.employerId, async () => await db(table).distinct('employerId'))
      expect(visible, table).to.deep.equal([{ employerId: own.employerId }])
      expect(await counted(table), table).to.equal(all)
    }
  })

  it('somebody with several mandates sees the rows of all of them, and of nobody else', async () => {
    const third = await household(db)
    const both = [own.employerId, third.employerId]
    for (const table of tables) {
      const visible = await withinEmployers(both, async () => await db(table).distinct('employerId'))
      expect(visible.map(({ employerId }) => employerId).toSorted(), table).to.deep.equal(both.toSorted())
    }
    expect(await withinEmployers([], async () => await db('tasks'))).to.deep.equal([])
  })

  it('nothing of another can be changed, deleted, or written in its name', async () => {
    const [changed, deleted, written] = await withinEmployer(own.employerId, () =>
      Promise.all([
        db('employees').where({ id: theirs.employeeId }).update({ city: 'Basel' }),
        db('messages').where({ id: theirs.messageId }).delete(),
        db('employees')
          .where({ id: own.employeeId })
          .update({ employerId: theirs.employerId })
          .then(
            () => 'written',
            (error: Error) => error.message,
          ),
      ]),
    )
    expect([changed, deleted]).to.deep.equal([0, 0])
    expect(written).to.contain('row-level security')
  })

  it('a hundred requests of two employers at once share the pool and see their own', async () => {
    const seen = await Promise.all(
      Array.from({ length: 100 }, (_, n) => {
        const id = n % 2 ? own.employerId : theirs.employerId
        const look = async () => {
          const counts = await employerCounts(db, id, allTopics)
          const rows = await db.transaction((trx) => trx('mutations').distinct('employerId'))
          return { counts, isOwn: rows.every((row) => row.employerId === id) && rows.length === 1 }
        }
        return withinEmployer(id, look)
      }),
    )
    expect(seen.every(({ isOwn, counts }) => isOwn && counts.tasks === 2)).to.equal(true)
  })

  it('a connection that was told nothing sees nothing', async () => {
    const rows = await db.transaction(async (trx) => {
      await trx.raw("select set_config('portal.employer', '', true)")
      return trx('employees')
    })
    expect(rows).to.deep.equal([])
  })

  it('every table with an employer is protected', async () => {
    const { rows } = await db.raw(`
      select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
      where a.attname = 'employer_id' and a.attnotnull and c.relkind = 'r' and not (c.relrowsecurity and c.relforcerowsecurity)`)
    // who may act for whom is asked before anybody knows for whom it is
    expect(rows.map((row: { name: string }) => row.name)).to.deep.equal(['mandates'])
  })
})
