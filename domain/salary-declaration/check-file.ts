import type { Canton } from '../kinds.js'
import type { Addressed } from './check.js'
import { rappen } from './check-person.js'
import type { Closing, Opening, Place } from './declaration.js'
import type { Finding, FindingCode, Refusal } from './findings.js'
import { type Addressee, isOurMember, isOurOffice, isOurs } from './institutions.js'
import type { Known } from './known.js'
import { ahvFields, merged } from './sums.js'

interface FileChecked {
  opened: Opening | null
  closing: Closing | null
  persons: number
  addressed: Map<string, Addressed>
  known: Known
  tell(finding: Finding): void
}

type SayOfFile = (code: FindingCode, place: Place, told?: Finding['told']) => void

/** Files for another office, or from another member, are not for us to keep. */
export function refusalOf({ institutions, place }: Closing, ours: Addressee): Refusal | null {
  if (institutions.length === 0) return null
  const here = institutions.filter((it) => isOurOffice(it, ours))
  const told = (found: string[], own: string) => ({ found: [...new Set(found)].join(', '), own })
  if (here.length === 0)
    return {
      code: 'other-office',
      place,
      told: told(
        institutions.map((it) => it.office),
        ours.office,
      ),
    }
  if (!here.some((it) => isOurMember(it, ours)))
    return {
      code: 'other-member',
      place,
      told: told(
        here.map((it) => it.member),
        ours.member,
      ),
    }
  return null
}

/** What a file says about itself against what is in it: year, addressees, totals, counters, trial. */
export function checkFile({ opened, closing, persons, addressed, known, tell }: FileChecked): void {
  const say: SayOfFile = (code, place, told = {}) =>
    tell({ code, place, person: null, name: '', field: null, told })
  if (persons === 0) say('no-persons', closing?.place ?? 0)
  if (opened?.test) say('test-file', 1)
  if (opened?.unfamiliar) say('version-unfamiliar', 1, { version: opened.version ?? '–' })
  if (!closing) return
  if (closing.year !== null && closing.year !== known.year)
    say('year-differs', closing.place, { file: closing.year, year: known.year })
  for (const [id, { place, person, name, count }] of addressed) {
    const institution = closing.institutions.find((it) => it.id === id)
    if (!institution)
      tell({
        code: 'institution-unknown',
        place,
        person,
        name,
        field: 'institution',
        told: { id: id || '–', count },
      })
    else if (!isOurs(id, closing.institutions, known.addressee))
      say('not-ours', place, { id, office: institution.office, member: institution.member, count })
  }
  const sums = merged([...addressed.values()].map((it) => it.sums))
  const counters = [
    ['AHV-AVS-Salary', closing.ahvCount, sums.ahvCount],
    ['FAK-CAF-Salary', closing.fakCount, sums.fakCount],
  ] as const
  for (const [what, file, counted] of counters)
    if (file !== null && file !== counted) say('count-differs', closing.place, { what, file, counted })
  checkAhvTotals(closing, addressed, say)
  checkCantons(closing, addressed, say)
}

function checkAhvTotals({ ahvTotals }: Closing, addressed: Map<string, Addressed>, say: SayOfFile): void {
  for (const totals of ahvTotals) {
    const sums = addressed.get(totals.institution)?.sums
    for (const what of ahvFields) {
      const counted = sums?.[what] ?? 0
      if (totals[what] !== counted)
        say('totals-differ', totals.place, { what, file: rappen(totals[what]), counted: rappen(counted) })
    }
  }
}

/** Each canton of each fund; a canton that has wages but no total is missing one. */
function checkCantons({ fakTotals }: Closing, addressed: Map<string, Addressed>, say: SayOfFile): void {
  for (const institution of new Set(fakTotals.map((it) => it.institution))) {
    const rows = fakTotals.filter((it) => it.institution === institution)
    const cantons = addressed.get(institution)?.sums.cantons ?? {}
    for (const canton of new Set([...rows.map((it) => it.canton), ...Object.keys(cantons)])) {
      const row = rows.find((it) => it.canton === canton)
      const counted = cantons[canton as Canton]
      for (const what of ['wage', 'allowances'] as const) {
        const [file, own] = [row?.[what] ?? 0, counted?.[what] ?? 0]
        if (file !== own)
          say('canton-totals-differ', (row ?? rows[0])?.place ?? 0, {
            what,
            canton,
            file: rappen(file),
            counted: rappen(own),
          })
      }
    }
  }
}
