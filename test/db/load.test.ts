import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { entriesAbout } from '../../db/audit/note.js'
import { peopleCalled } from '../../db/people/called.js'
import { loadRegister } from '../../db/register/load.js'
import { forEachDatabase } from './databases.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const example = (name: string) => readFileSync(join(root, 'docs/register', name), 'utf8')
const members = example('members.csv')
const employees = example('employees.csv')
const by = { actor: 'system', at: '2026-11-29T08:00:00.000Z' }
const same = { added: 0, changed: 0, same: 2, faults: [] }

describe('The register from the core system', () => {
  forEachDatabase((open, url) => {
    let db: Knex
    before(() => {
      db = open()
    })
    beforeEach(async () => {
      for (const table of ['employments', 'employees', 'employers']) await db(table).delete()
    })

    const tables = async () => ({
      employers: await db('employers').orderBy('memberNumber'),
      employees: await db('employees').orderBy('lastName'),
      employments: await db('employments').orderBy('startsOn'),
      audit: await db('audit').count({ n: '*' }),
    })
    const ruth = () => db('employees').where({ ahvNumber: '756.9695.7731.09' }).first()

    it('is loaded from the examples of the manual, and people are found by their names', async () => {
      const loaded = await loadRegister(db, { members, employees }, by)
      const fresh = { added: 2, changed: 0, same: 0, faults: [] }
      expect(loaded).to.deep.equal({ members: fresh, employees: fresh })
      const { employers, employees: people, employments } = await tables()
      expect(employers.map(({ name, uid }) => [name, uid])).to.deep.equal([
        ['Seeweg Garten AG', 'CHE-109.322.551'],
        ['Menuiserie "du Lac" Sàrl', null],
      ])
      expect(people[1]).to.deep.include({
        ...{ employerId: employers[1].id, firstName: 'João', birthDate: '1990-11-02', nationality: 'PT' },
        search: 'pereira joao 7569490467852',
      })
      expect(employments[0]).to.deep.include({
        ...{ employeeId: people[0].id, function: 'Gärtnerin', workplace: 'Kreuzlingen', workload: 80 },
        ...{ monthlyWage: 548_000, startsOn: '2018-04-01', endsOn: null, personnelNumber: '1001' },
      })
      expect(employments[1]).to.deep.include({ monthlyWage: 615_050, endsOn: '2026-12-31', function: null })
      expect(await peopleCalled(db, ['ammann', '7569695'], 9)).to.deep.equal([people[0].id])
      const [entry] = await entriesAbout(db, people[0].id)
      expect(entry).to.deep.include({ action: 'employee.enter', employerId: employers[0].id })
    })

    it('changes nothing when it is loaded twice', async () => {
      await loadRegister(db, { members, employees }, by)
      const before = await tables()
      const loaded = await loadRegister(db, { members, employees }, by)
      expect(loaded).to.deep.equal({ members: same, employees: same })
      expect(await tables()).to.deep.equal(before)
    })

    it('brings a changed name, address and wage up to date, and says in the audit what changed', async () => {
      await loadRegister(db, { members, employees }, by)
      const { id, employerId } = await ruth()
      const married = employees.replace('Ammann-Egli', 'Zuber').replace('5480.00', '5600')
      const moved = members.replace('Seeweg 2', 'Seeweg 4')
      const loaded = await loadRegister(db, { members: moved, employees: married }, by)
      const one = { added: 0, changed: 1, same: 1, faults: [] }
      expect(loaded).to.deep.equal({ members: one, employees: one })
      expect(await ruth()).to.deep.include({ lastName: 'Zuber', search: 'zuber ruth 7569695773109 1001' })
      expect(await peopleCalled(db, ['zuber'], 9)).to.deep.equal([id])
      expect(await peopleCalled(db, ['ammann'], 9)).to.deep.equal([])
      expect((await entriesAbout(db, id)).at(-1)).to.deep.include({
        ...{ action: 'employee.change', fields: 'lastName monthlyWage' },
      })
      expect((await entriesAbout(db, employerId)).at(-1)).to.deep.include({
        ...{ action: 'employer.change', fields: 'street' },
      })
    })

    it('leaves alone what employers keep themselves, and an end that is known here first', async () => {
      await loadRegister(db, { members, employees }, by)
      const { id } = await ruth()
      const own = { function: 'Leiterin', workplace: 'Arbon', personnelNumber: '77', workload: 60 }
      await db('employments')
        .where({ employeeId: id })
        .update({ ...own, endsOn: '2026-12-31' })
      await db('employees').where({ id }).update({ language: 'it' })
      const { employees: loaded } = await loadRegister(db, { employees }, by)
      expect(loaded).to.deep.equal(same)
      await loadRegister(db, { employees: employees.replace('Ruth', 'Rut') }, by)
      expect(await ruth()).to.deep.include({ language: 'it', search: 'ammann egli rut 7569695773109 77' })
      expect(await db('employments').where({ employeeId: id }).first()).to.deep.include({
        ...own,
        endsOn: '2026-12-31',
      })
    })

    it('gives the number to a person who has none yet, and adds a later employment', async () => {
      await loadRegister(db, { members, employees }, by)
      const { id } = await ruth()
      await db('employees').where({ id }).update({ ahvNumber: null })
      await db('employments')
        .where({ employeeId: id })
        .update({ startsOn: '2012-01-01', endsOn: '2014-12-31' })
      const { employees: loaded } = await loadRegister(db, { employees }, by)
      expect(loaded).to.deep.equal({ added: 0, changed: 1, same: 1, faults: [] })
      expect((await ruth()).id).to.equal(id)
      const works = await db('employments').where({ employeeId: id }).orderBy('startsOn')
      expect(works.map(({ startsOn, endsOn }) => [startsOn, endsOn])).to.deep.equal([
        ['2012-01-01', '2014-12-31'],
        ['2018-04-01', null],
      ])
    })

    it('deletes nobody who is missing in the files', async () => {
      await loadRegister(db, { members, employees }, by)
      const heads = [members, employees].map((text) => text.split('\n')[0] ?? '')
      await loadRegister(db, { members: heads[0], employees: heads[1] }, by)
      const { employers, employees: people } = await tables()
      expect([employers.length, people.length]).to.deep.equal([2, 2])
    })

    it('leaves out rows with faults and tells line and reason, but never what stands there', async () => {
      const [head, first = '', second = ''] = employees.split('\n')
      const rows = [
        head,
        first.replace('756.9695.7731.09', '756.9695.7731.08').replace('female', 'w'),
        first.replace('83.204-5', '99.999-9'),
        second,
        second,
        second.replace('2023-08-01', '2025-01-01').replace('31.12.2026', ''),
        second.replace('João', 'Jean').replace('2023-08-01', '2021-01-01'),
        first.replace(';2018-04-01;;', ';2018-04-01;2017-01-01;'),
      ]
      const unknown = members.replace(';TG;', ';XX;').replace('84.117-0', '83.204-5')
      const wrong = await loadRegister(db, { members: unknown }, by)
      expect(wrong.members?.faults.map(({ line, reason }) => `${line} ${reason.slice(0, 20)}`)).to.deep.equal(
        ['2 canton is not one of'],
      )
      await loadRegister(db, { members }, by)
      const { employees: loaded } = await loadRegister(db, { employees: rows.join('\r\n') }, by)
      expect(loaded).to.deep.equal({
        added: 1,
        changed: 0,
        same: 0,
        faults: [
          {
            line: 2,
            reason: 'ahvNumber is not an AHV number: wrong check-digit; sex is not one of female, male',
          },
          { line: 3, reason: 'memberNumber is that of no member' },
          { line: 5, reason: 'the same employment stands on line 4 already' },
          { line: 6, reason: 'meets the employment from 2023-08-01 that is on file' },
          { line: 7, reason: 'says something else of the person than line 4' },
          { line: 8, reason: 'endsOn is before startsOn' },
        ],
      })
      expect(await db('employees')).to.have.length(1)
    })

    it('takes a member that stands twice in the file from its first line', async () => {
      const twice = `${members}83.204-5;Andere AG;;Seeweg 2;8280;Kreuzlingen;TG;de\n`
      const { members: loaded } = await loadRegister(db, { members: twice }, by)
      expect(loaded).to.deep.include({
        added: 2,
        faults: [{ line: 4, reason: 'memberNumber stands on line 2 already' }],
      })
      expect((await tables()).employers.map(({ name }) => name)).not.to.contain('Andere AG')
    })

    it('takes more rows than are written at once, of people who have two employments', async () => {
      const [head, first = ''] = employees.split('\n')
      const older = first.replace('2018-04-01;', '2010-01-01;2012-12-31').replace('5480.00', '4000')
      const others = Array.from({ length: 450 }, (_, nth) => first.replace('756.9695.7731.09', numberOf(nth)))
      const all = [head, first, ...others, older].join('\n')
      const { employees: loaded } = await loadRegister(db, { members, employees: all }, by)
      expect(loaded).to.deep.equal({ added: 451, changed: 1, same: 0, faults: [] })
      expect(await db('employments').where({ employeeId: (await ruth()).id })).to.have.length(2)
      expect((await loadRegister(db, { employees: all }, by)).employees).to.deep.include({ same: 452 })
    })

    it('refuses a file with other headings before anything is written', async () => {
      const failure = await loadRegister(
        db,
        { members, employees: employees.replace('sex', 'gender') },
        by,
      ).then(
        () => null,
        (error: Error) => error.message,
      )
      expect(failure).to.equal('employees: the headings do not fit; unknown: gender')
      expect(await db('employers')).to.deep.equal([])
    })

    it('is only looked at in a dry run, also where people are those of new members', async () => {
      const before = await tables()
      const loaded = await loadRegister(db, { members, employees }, by, true)
      expect([loaded.members?.added, loaded.employees?.added, loaded.employees?.faults]).to.deep.equal([
        2,
        2,
        [],
      ])
      expect(await tables()).to.deep.equal(before)
      await loadRegister(db, { members, employees }, by)
      const full = await tables()
      const changed = {
        members: members.replace('Seeweg 2', 'Seeweg 4'),
        employees: employees.replace('Ruth', 'Rut'),
      }
      const looked = await loadRegister(db, changed, by, true)
      expect([looked.members?.changed, looked.employees?.changed]).to.deep.equal([1, 1])
      expect(await tables()).to.deep.equal(full)
    })

    it('is loaded by npm run load, which ends with 1 where rows were left out', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'portal-load-'))
      try {
        const file = (name: string, text: string) => {
          writeFileSync(join(folder, name), text)
          return join(folder, name)
        }
        const load = (...args: string[]) =>
          spawnSync(process.execPath, ['--import', 'tsx', 'scripts/load.ts', ...args], {
            cwd: root,
            env: { ...process.env, NODE_ENV: 'test', DATA_DIR: folder, DATABASE_URL: url() },
            encoding: 'utf8',
          })
        const right = load(
          '--members',
          'docs/register/members.csv',
          '--employees',
          'docs/register/employees.csv',
        )
        expect(right.status, right.stderr).to.equal(0)
        expect(right.stdout).to.contain('employees: 2 new, 0 changed, 0 as before, 0 left out')
        const wrong = load('--members', file('wrong.csv', members.replace('CHE-109.322.551', 'CHE-1')))
        expect(wrong.status).to.equal(1)
        expect(wrong.stderr).to.contain('members, line 2: uid is not a UID')
        expect(wrong.stdout).to.contain('members: 0 new, 0 changed, 1 as before, 1 left out')
      } finally {
        rmSync(folder, { recursive: true })
      }
    })
  })
})

/** Any AHV number, another one for each. */
function numberOf(nth: number): string {
  const digits = `75610000${String(nth).padStart(4, '0')}`
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at % 2 ? 3 : 1), 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}
