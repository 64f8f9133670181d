import { normaliseAhvNumber } from '../ahv-number.js'
import { digitsOf } from '../dates.js'
import { checkEmployment } from './check-employment.js'
import { checkFile, refusalOf } from './check-file.js'
import { checkPerson, day, rappen, type Say, sum } from './check-person.js'
import type { Closing, DeclaredPerson, Opening, Place, Sums } from './declaration.js'
import type { Finding, Refusal } from './findings.js'
import { isOurs } from './institutions.js'
import { ahvKey, type Known } from './known.js'
import { addAhv, addFak, emptySums, merged } from './sums.js'

/** Checks a declaration as it is read, person by person: it keeps a few numbers of each, whatever a person holds. */
export interface Check {
  opening(opening: Opening): void
  /** A person as it counts. Where it was corrected, `declared` is what the file says: its totals are about that; null for one who was added. */
  person(person: DeclaredPerson, declared?: DeclaredPerson | null): void
  /** What the file says about itself, and who was not in it. Answers the portal's own sums of what is addressed to this office. */
  closing(closing: Closing | null): { sums: Sums } | { refused: Refusal }
}

/** Lines that are addressed to the same institution of the file. */
export interface Addressed {
  /** The first of them. */
  place: Place
  person: number
  name: string
  count: number
  /** As declared. */
  sums: Sums
  /** As it counts. */
  counting: Sums
}

/** Where somebody was met first; `mark` tells a copy from a second job. */
interface Met {
  place: Place
  mark: number
}

/** Begins to check. `tell` hears every finding at once, and decides how many it keeps. */
export function beginCheck(known: Known, tell: (finding: Finding) => void): Check {
  const met = new Map<number | string, Met>()
  const addressed = new Map<string, Addressed>()
  let opened: Opening | null = null
  let [persons, counting] = [0, 0]

  const lot = (institution: string, place: Place, person: DeclaredPerson): Addressed => {
    const known = addressed.get(institution)
    const found = known ?? {
      place,
      person: persons,
      name: nameOf(person),
      count: 0,
      sums: emptySums(),
      counting: emptySums(),
    }
    if (!known) addressed.set(institution, found)
    found.count++
    return found
  }

  return {
    opening(opening) {
      opened = opening
    },

    person(person, declared = person) {
      const index = persons
      for (const segment of declared?.ahv ?? [])
        addAhv(lot(segment.institution, segment.place, person).sums, segment)
      for (const segment of declared?.fak ?? [])
        addFak(lot(segment.institution, segment.place, person).sums, segment)
      persons++
      if (person.removed) return
      counting++
      const say: Say = (code, { place, field = null }, told = {}) =>
        tell({ code, place, person: index, name: nameOf(person), field, told })
      checkPerson(person, known.year, known.today, say)
      checkAgainstKnown(person, known, say)
      lookForTwins(person, met, say)
      for (const segment of person.ahv)
        addAhv(lot(segment.institution, segment.place, person).counting, segment)
      for (const segment of person.fak)
        addFak(lot(segment.institution, segment.place, person).counting, segment)
    },

    closing(closing) {
      const refused = closing && refusalOf(closing, known.addressee)
      if (refused) return { refused }
      const ours = [...addressed].filter(
        ([id]) => !closing || isOurs(id, closing.institutions, known.addressee),
      )
      const sums = { ...merged(ours.map(([, it]) => it.counting)), persons: counting }
      checkFile({ opened, closing, persons: counting, addressed, known, tell })
      checkAgainstLastYear(sums, known, met, tell)
      return { sums }
    },
  }
}

/** What the office has on file: who this is, and which allowances were decided. */
function checkAgainstKnown(person: DeclaredPerson, known: Known, say: Say): void {
  const { place } = person
  const key = ahvKey(person.ahvNumber)
  if (key === null || known.persons.size === 0 || normaliseAhvNumber(person.ahvNumber ?? '') === null) return
  const onFile = known.persons.get(key)
  const ofYear = person.fak.filter((it) => it.from.startsWith(String(known.year)))
  const paid = sum(ofYear, (it) => it.allowances)
  if (!onFile) say('person-unknown', { place, field: 'ahvNumber' })
  else if (onFile.birthDate && person.birthDate && onFile.birthDate !== person.birthDate)
    say(
      'birth-date-differs',
      { place, field: 'birthDate' },
      { declared: day(person.birthDate), onFile: day(onFile.birthDate) },
    )
  if (onFile) checkEmployment(person, onFile, known.year, say)
  const decided = onFile?.decided ?? 0
  if (paid !== decided)
    say(
      'allowances-differ',
      { place: ofYear[0]?.place ?? place, field: 'allowances' },
      { paid: rappen(paid), decided: rappen(decided) },
    )
}

/** The same person again: a copy is an error, a second record with other wages wants a look. */
function lookForTwins(person: DeclaredPerson, met: Map<number | string, Met>, say: Say): void {
  const key = ahvKey(person.ahvNumber) ?? `${nameOf(person)}|${person.birthDate}`
  const first = person.ahv[0] ?? person.fak[0]
  const mark = first
    ? ((digitsOf(first.from) * 31 + digitsOf(first.to)) * 31 + ('ahv' in first ? first.ahv : first.wage)) | 0
    : 0
  const twin = met.get(key)
  if (!twin) met.set(key, { place: person.place, mark })
  else
    say(
      twin.mark === mark ? 'person-twice' : 'person-split',
      { place: person.place, field: 'ahvNumber' },
      { first: String(twin.place) },
    )
}

const nameOf = ({ lastName, firstName }: DeclaredPerson) => `${lastName} ${firstName}`.trim()

/** Who is missing, and wages that are far from what was declared the year before. */
function checkAgainstLastYear(
  sums: Sums,
  { persons, lastYear, year, wagesMayDiffer }: Known,
  met: Map<number | string, Met>,
  tell: (finding: Finding) => void,
): void {
  const about = { place: 0, person: null, field: null }
  for (const [key, { name, expected }] of persons)
    if (expected && !met.has(key)) tell({ ...about, code: 'person-absent', name, told: { year } })
  if (!lastYear) return
  const [before, now] = [lastYear.ahv, sums.ahv]
  const difference = Math.abs(now - before)
  if (difference * 100 > Math.abs(before) * wagesMayDiffer)
    tell({
      ...about,
      code: 'wages-differ',
      name: '',
      told: {
        now: rappen(now),
        before: rappen(before),
        year: year - 1,
        percent: before === 0 ? 100 : Math.round((difference * 100) / Math.abs(before)),
      },
    })
}
