import { normaliseAhvNumber } from '../../../domain/ahv-number.js'
import type { Canton } from '../../../domain/kinds.js'
import type {
  AhvSegment,
  DeclaredPerson,
  FakSegment,
} from '../../../domain/salary-declaration/declaration.js'
import type { Formats } from '../../../locales/format.js'
import { dayIn, rappenIn, sexIn, wordsIn } from '../../../salaries/excel/cells.js'
import { type Fault, fault, one, type Reading, unreadableDay, type Values } from '../fields.js'

/** The fields of a line: a stretch of work with all its amounts. */
export const lineFields = [
  'from',
  'to',
  'canton',
  'ahv',
  'alv',
  'ahvFree',
  'alvFree',
  'wage',
  'allowances',
] as const
type LineField = (typeof lineFields)[number]
const mostLines = 60

/** Wages of AHV and of the fund belong on one line where they are of the same days. */
function pairs({ ahv, fak }: DeclaredPerson): [AhvSegment | null, FakSegment | null][] {
  const rest = [...fak]
  const paired = ahv.map((segment): [AhvSegment, FakSegment | null] => {
    const at = rest.findIndex(({ from, to }) => from === segment.from && to === segment.to)
    return [segment, at < 0 ? null : (rest.splice(at, 1)[0] ?? null)]
  })
  return [...paired, ...rest.map((segment): [null, FakSegment] => [null, segment])]
}

/** A person as the values of a form; one empty line at the end to add another. */
export function fieldsOf(person: DeclaredPerson, fmt: Pick<Formats, 'amount' | 'date'>): Values {
  const values: Values = {
    ...{ ahvNumber: person.ahvNumber ?? '', lastName: person.lastName, firstName: person.firstName },
    ...{
      birthDate: person.birthDate ? shortDay(person.birthDate) : '',
      sex: person.sex ?? '',
      exit: person.exit ? shortDay(person.exit) : '',
    },
    ...{ remark: person.remark, removed: person.removed ? 'yes' : '' },
  }
  const lines = [...pairs(person), [null, null] as [null, null]]
  for (const [i, [ahv, fak]] of lines.entries()) {
    const line: Record<LineField, string> = {
      from: shortDay((ahv ?? fak)?.from ?? ''),
      to: shortDay((ahv ?? fak)?.to ?? ''),
      canton: fak?.canton ?? '',
      ahv: ahv ? fmt.amount(ahv.ahv) : '',
      alv: ahv ? fmt.amount(ahv.alv) : '',
      ahvFree: ahv?.ahvFree ? fmt.amount(ahv.ahvFree) : '',
      alvFree: ahv?.alvFree ? fmt.amount(ahv.alvFree) : '',
      wage: fak ? fmt.amount(fak.wage) : '',
      allowances: fak?.allowances ? fmt.amount(fak.allowances) : '',
    }
    for (const field of lineFields) values[`line-${i}-${field}`] = line[field]
  }
  return values
}

const shortDay = (iso: string) => (iso ? iso.split('-').toReversed().join('.') : '')

/** The lines of a form by their number, with what is in them. */
export function linesShown(values: Values): { number: number; values: Record<LineField, string> }[] {
  const numbers = [
    ...new Set(Object.keys(values).flatMap((name) => /^line-(\d{1,2})-/.exec(name)?.[1] ?? [])),
  ]
  return numbers.slice(0, mostLines).map((number) => ({
    number: Number(number),
    values: Object.fromEntries(lineFields.map((it) => [it, one(values[`line-${number}-${it}`])])) as Record<
      LineField,
      string
    >,
  }))
}

/** The person as typed; what is not on the form, such as children, stays as it was on the same line. */
export function readPersonForm(typed: Values, before: DeclaredPerson): Reading<DeclaredPerson> {
  const faults: Fault[] = []
  const old = pairs(before)
  const day = (name: string): string => {
    const text = one(typed[name])
    const found = text === '' ? '' : dayIn(text, false)
    if (found === null) faults.push(unreadableDay(name, text))
    return found ?? ''
  }
  const ahv: AhvSegment[] = []
  const fak: FakSegment[] = []
  for (const { number, values } of linesShown(typed)) {
    if (lineFields.every((it) => values[it] === '')) continue
    const name = (field: LineField) => `line-${number}-${field}`
    const amount = (field: LineField): number => {
      const found = values[field] === '' ? 0 : rappenIn(values[field])
      if (found === null) faults.push(fault(name(field), 'common:errors.amount'))
      return found ?? 0
    }
    const [oldAhv, oldFak] = old[number] ?? [null, null]
    const stretch = {
      place: (oldAhv ?? oldFak)?.place ?? before.place,
      from: day(name('from')),
      to: day(name('to')),
    }
    const institution = oldAhv?.institution ?? before.ahv[0]?.institution ?? ''
    const [wages, insured, free] = [amount('ahv'), amount('alv'), amount('ahvFree')]
    const hasAhv = values.ahv !== '' || values.alv !== '' || values.ahvFree !== ''
    const supplement = oldAhv?.alvSupplement ?? 0
    if (hasAhv)
      ahv.push({
        ...{ ...stretch, institution, ahv: wages, ahvFree: free, alv: insured, alvSupplement: supplement },
        alvFree: values.alvFree === '' ? wages + free - insured - supplement : amount('alvFree'),
        splits: oldAhv && oldAhv.ahv === wages ? oldAhv.splits : [],
      })
    if (values.canton !== '' || values.wage !== '' || values.allowances !== '') {
      const allowances = amount('allowances')
      fak.push({
        ...{ ...stretch, institution: oldFak?.institution ?? before.fak[0]?.institution ?? '' },
        wage: values.wage === '' ? wages : amount('wage'),
        canton: wordsIn(values.canton, 2).toUpperCase() as Canton,
        allowances,
        children: oldFak && oldFak.allowances === allowances ? oldFak.children : [],
      })
    }
  }
  const number = wordsIn(one(typed.ahvNumber), 40)
  const person: DeclaredPerson = {
    ...before,
    ...{ ahv, fak, unreadable: [] },
    ahvNumber: number === '' ? null : (normaliseAhvNumber(number) ?? number),
    lastName: wordsIn(one(typed.lastName)),
    firstName: wordsIn(one(typed.firstName)),
    birthDate: day('birthDate') || null,
    sex: sexIn(one(typed.sex)),
    exit: day('exit') || null,
    remark: wordsIn(one(typed.remark), 500),
    removed: one(typed.removed) === 'yes',
  }
  return faults.length > 0 ? { faults } : { value: person }
}
