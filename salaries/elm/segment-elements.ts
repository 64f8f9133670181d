import type { Canton } from '../../domain/kinds.js'
import type {
  AhvSegment,
  DeclaredPerson,
  FakSegment,
  PaidChild,
} from '../../domain/salary-declaration/declaration.js'
import type { Part } from './elements.js'
import type { Values } from './person-elements.js'
import { keptWordsOf, wordsOf } from './values.js'

const ahvAmounts = {
  'AHV-AVS-Income': 'ahv',
  'AHV-AVS-Open': 'ahvFree',
  'ALV-AC-Income': 'alv',
  'ALVZ-ACS-Income': 'alvSupplement',
  'ALV-AC-Open': 'alvFree',
} as const
const most = 1000

/** The wages of a person: stretches for AHV and ALV, and those of the family compensation fund with their children. */
export function segmentElements(
  line: () => number,
  values: Values,
): Part & { begin(person: DeclaredPerson): void; isOpen(): boolean } {
  let person: DeclaredPerson | null = null
  let ahv: AhvSegment | null = null
  let fak: FakSegment | null = null
  let child: PaidChild | null = null
  let split: AhvSegment['splits'][number] | null = null
  let reports: 'entry' | 'exit' | null = null
  let paid = { perPerson: 0, repetitive: 0, monthly: 0, once: 0 }

  function ofAhv(to: AhvSegment, name: string, text: string): void {
    if (Object.hasOwn(ahvAmounts, name)) {
      const field = ahvAmounts[name as keyof typeof ahvAmounts]
      to[field] = values.amount(field, text)
      return
    }
    switch (name) {
      case 'from':
        if (split) split.from = values.day('splits', text)
        else to.from = values.day('from', text)
        break
      case 'until':
        if (split) split.to = values.day('splits', text)
        else to.to = values.day('to', text)
        break
      case 'SplitCurrentYearIncome':
        to.splits.push({ from: to.from, to: to.to, ahv: values.amount('splits', text) })
        break
      case 'Income':
        if (split) split.ahv = values.amount('splits', text)
        break
      case 'SplitPreviousYear':
        if (split && to.splits.length < most) to.splits.push(split)
        split = null
        break
      case 'ValidAsOf':
        if (reports) person?.reports.push({ what: reports, on: values.day(reports, text) })
        break
      case 'Entry':
      case 'Withdrawal':
        reports = null
        break
      case 'AHV-AVS-Salary':
        if (person && person.ahv.length < most) person.ahv.push(to)
        ahv = null
        break
    }
  }

  function ofFak(to: FakSegment, name: string, text: string): void {
    switch (name) {
      case 'from':
        to.from = values.day('from', text)
        break
      case 'until':
        to.to = values.day('to', text)
        break
      case 'FAK-CAF-ContributorySalary':
        to.wage = values.amount('wage', text)
        break
      case 'FAK-CAF-FamilyIncomeSupplementPerPerson':
        paid.perPerson += values.amount('allowances', text)
        break
      case 'FamilyIncomeSupplementRepetitive':
        paid.repetitive += values.amount('allowances', text)
        break
      case 'FAK-CAF-WorkplaceCanton':
        to.canton = wordsOf(text, 20) as Canton
        break
      case 'FAK-CAF-Salary':
        to.allowances = paid.perPerson + (paid.repetitive || paid.monthly) + paid.once
        if (person && person.fak.length < most) person.fak.push(to)
        fak = null
        break
    }
  }

  function ofChild(segment: FakSegment, to: PaidChild, name: string, text: string): void {
    switch (name) {
      case 'from':
        to.from = values.day('child', text)
        break
      case 'until':
        to.to = values.day('child', text)
        break
      case 'Lastname':
      case 'Firstname':
        to.name = `${to.name} ${wordsOf(text)}`.trim()
        break
      case 'DateOfBirth':
        to.birthDate = values.day('child', text) || null
        break
      case 'SV-AS-Number':
        to.ahvNumber = wordsOf(text, 40) || null
        break
      case 'FamilyIncome':
        to.monthly = values.amount('allowances', text)
        paid.monthly += to.monthly
        break
      case 'FamilyIncomeSupplementSingular':
        to.once = values.amount('allowances', text)
        paid.once += to.once
        break
      case 'FamilyIncomePerChild':
        if (segment.children.length < most) segment.children.push(to)
        child = null
        break
    }
  }

  return {
    isOpen: () => (ahv ?? fak) !== null,
    begin(of) {
      person = of
      ahv = fak = child = split = reports = null
    },
    open(name, attributes) {
      if (name === 'AHV-AVS-Salary')
        ahv = { place: line(), institution: keptWordsOf(attributes.institutionIDRef ?? '', 60), from: '', to: '', ahv: 0, ahvFree: 0, alv: 0, alvSupplement: 0, alvFree: 0, splits: [] } // biome-ignore format: a blank
      else if (name === 'FAK-CAF-Salary') {
        fak = { place: line(), institution: keptWordsOf(attributes.institutionIDRef ?? '', 60), from: '', to: '', wage: 0, canton: '' as Canton, allowances: 0, children: [] } // biome-ignore format: a blank
        paid = { perPerson: 0, repetitive: 0, monthly: 0, once: 0 }
      } else if (name === 'FamilyIncomePerChild')
        child = {
          place: line(),
          name: '',
          birthDate: null,
          ahvNumber: null,
          from: '',
          to: '',
          monthly: 0,
          once: 0,
        }
      else if (name === 'SplitPreviousYear') split = { from: '', to: '', ahv: 0 }
      else if (name === 'Entry' || name === 'Withdrawal') reports = name === 'Entry' ? 'entry' : 'exit'
    },
    close(name, text) {
      if (ahv) ofAhv(ahv, name, text)
      else if (fak && child) ofChild(fak, child, name, text)
      else if (fak) ofFak(fak, name, text)
    },
  }
}
