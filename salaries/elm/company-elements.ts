import type { Closing, Institution, Opening } from '../../domain/salary-declaration/declaration.js'
import { refuse } from '../refused.js'
import type { Part } from './elements.js'
import { amountOf, keptWordsOf } from './values.js'

const ahvTotals = {
  'Total-AHV-AVS-Incomes': 'ahv',
  'Total-AHV-AVS-Open': 'ahvFree',
  'Total-ALV-AC-Incomes': 'alv',
  'Total-ALVZ-ACS-Incomes': 'alvSupplement',
  'Total-ALV-AC-Open': 'alvFree',
} as const
const most = 2000

/** What stands around the persons: who sends it, to whom, and what it should add up to. Fills `opening` as it is read. */
export function companyElements(opening: Opening, line: () => number): Part & { closing(): Closing } {
  const closing: Closing = { year: null, institutions: [], ahvTotals: [], fakTotals: [], ahvCount: null, fakCount: null, place: 0 } // biome-ignore format: a blank
  let institution: Institution | null = null
  let ahvTotal: Closing['ahvTotals'][number] | null = null
  let canton: Closing['fakTotals'][number] | null = null
  let fund = ''

  const total = (text: string): number => {
    const amount = amountOf(text)
    if (amount === null) throw refuse('not-well-formed', line(), { column: 0, what: keptWordsOf(text, 60) })
    return amount
  }
  const count = (text: string) => {
    closing.place = line()
    return /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : null
  }

  function ofWhole(name: string, text: string, path: string[]): void {
    if (name === 'StandardVersion' || name === 'ELM-SalaryStandardVersion') {
      opening.version ??= keptWordsOf(text, 20)
      if (/^[0-3](\.|$)/.test(opening.version)) throw refuse('old-elm', line(), { version: opening.version })
    } else if (name === 'HR-RC-Name') opening.company ||= keptWordsOf(text, 200)
    else if ((name === 'UID' || name === 'UID-BFS') && path.includes('CompanyDescription'))
      opening.uid ||= keptWordsOf(text, 20) || null
    else if (name === 'PredecessorDeclarationIDWithAcceptedState') opening.replaces = keptWordsOf(text, 60)
    else if (name === 'AccountingPeriod') {
      closing.year = /^\s*\d{4}/.test(text) ? Number(text.trim().slice(0, 4)) : null
      closing.place = line()
    } else if (name === 'NumberOf-AHV-AVS-Salary-Tags') closing.ahvCount = count(text)
    else if (name === 'NumberOf-FAK-CAF-Salary-Tags') closing.fakCount = count(text)
  }

  function ofInstitution(to: Institution, name: string, text: string, path: string[]): void {
    if (name === 'AK-CC-BranchNumber' || name === 'FAK-CAF-BranchNumber') to.office = keptWordsOf(text, 20)
    else if (name === 'AK-CC-CustomerNumber' || name === 'FAK-CAF-CustomerNumber')
      to.member = keptWordsOf(text, 40)
    else if (path.at(-1) === 'Institutions') {
      if (closing.institutions.length < most) closing.institutions.push(to)
      institution = null
    }
  }

  function ofCanton(to: NonNullable<typeof canton>, name: string, text: string): void {
    if (name === 'Total-FAK-CAF-ContributorySalary') to.wage = total(text)
    else if (name === 'Total-FAK-CAF-FamilyIncomeSupplement') to.allowances = total(text)
    else if (name === 'Canton') to.canton = keptWordsOf(text, 20)
    else if (name === 'Total-FAK-CAF-PerCanton') {
      if (closing.fakTotals.length < most) closing.fakTotals.push(to)
      canton = null
    }
  }

  function ofAhvTotal(to: NonNullable<typeof ahvTotal>, name: string, text: string): void {
    if (Object.hasOwn(ahvTotals, name)) to[ahvTotals[name as keyof typeof ahvTotals]] = total(text)
    else if (name === 'AHV-AVS-Totals') {
      if (closing.ahvTotals.length < most) closing.ahvTotals.push(to)
      ahvTotal = null
    }
  }

  return {
    open(name, attributes, path) {
      const reference = keptWordsOf(attributes.institutionIDRef ?? '', 60)
      if (name === 'TestCase') opening.test = true
      else if ((name === 'AHV-AVS' || name === 'FAK-CAF') && path.at(-2) === 'Institutions')
        institution = {
          id: keptWordsOf(attributes.institutionID ?? '', 60),
          kind: name === 'AHV-AVS' ? 'ahv' : 'fak',
          office: '',
          member: '',
        }
      else if (name === 'AHV-AVS-Totals')
        ahvTotal = { institution: reference, place: line(), ahv: 0, ahvFree: 0, alv: 0, alvSupplement: 0, alvFree: 0 } // biome-ignore format: a blank
      else if (name === 'FAK-CAF-Totals') fund = reference
      else if (name === 'Total-FAK-CAF-PerCanton')
        canton = { institution: fund, place: line(), canton: '', wage: 0, allowances: 0 }
    },
    close(name, text, path) {
      if (institution) ofInstitution(institution, name, text, path)
      else if (canton) ofCanton(canton, name, text)
      else if (ahvTotal) ofAhvTotal(ahvTotal, name, text)
      else ofWhole(name, text, path)
    },
    closing: () => closing,
  }
}
