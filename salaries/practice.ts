import { beginCheck } from '../domain/salary-declaration/check.js'
import type { DeclaredPerson } from '../domain/salary-declaration/declaration.js'
import type { Known } from '../domain/salary-declaration/known.js'
import { readElm } from './elm/read.js'
import { type Head, writeElm } from './elm/write.js'

const persons = 400
const rounds = 2

const head: Head = {
  year: 2025,
  company: 'Übungsbetrieb',
  uid: null,
  replaces: null,
  institutions: [
    { id: '#AHV', kind: 'ahv', office: '000.000', member: '00.000-0' },
    { id: '#FAK', kind: 'fak', office: '000.000', member: '00.000-0' },
  ],
  request: 'practice',
  writtenAt: '2026-01-01T00:00:00',
}

const known: Known = {
  year: head.year,
  addressee: { office: '000.000', member: '00.000-0' },
  today: '2026-01-01',
  persons: new Map(),
  lastYear: null,
  wagesMayDiffer: 20,
}

/**
 * Reads and checks a made-up declaration, and forgets it: what reading takes is compiled for speed by the time a file comes in.
 */
export async function practise(): Promise<void> {
  const made = Array.from({ length: persons }, (_, n) => madeUp(n))
  let text = ''
  for await (const part of writeElm(head, onePage(made))) text += part
  const bytes = new TextEncoder().encode(text)
  for (let round = 0; round < rounds; round++) {
    const read: DeclaredPerson[] = []
    const check = beginCheck(known, () => {})
    const reader = readElm({
      opening: check.opening,
      person(person) {
        check.person(person)
        read.push(person)
      },
    })
    reader.write(bytes)
    check.closing(reader.end())
    new TextEncoder().encode(JSON.stringify(read))
  }
}

async function* onePage(persons: DeclaredPerson[]) {
  yield persons
}

function madeUp(n: number): DeclaredPerson {
  const stretch = { place: n, from: '2025-01-01', to: '2025-12-31' }
  const child = { place: n, name: 'Kind', birthDate: '2015-05-05', ahvNumber: null, from: '2025-01-01', to: '2025-12-31', monthly: 21500, once: 0 } // biome-ignore format: one line
  return {
    place: n,
    ahvNumber: `756.${1000 + n}.${9999 - n}.00`,
    personnelNumber: String(n),
    lastName: `Muster${n}`,
    firstName: 'Übung',
    sex: n % 2 ? 'F' : 'M',
    birthDate: `19${60 + (n % 40)}-03-04`,
    entry: '2020-01-01',
    exit: null,
    reports: [],
    ahv: [{ ...stretch, institution: '#AHV', ahv: 6_000_000 + n, ahvFree: 0, alv: 6_000_000 + n, alvSupplement: 0, alvFree: 0, splits: [] }], // biome-ignore format: one line
    fak: [{ ...stretch, institution: '#FAK', wage: 6_000_000 + n, canton: 'BE', allowances: 258_000, children: [child] }], // biome-ignore format: one line
    remark: '',
    unreadable: [],
  }
}
