import type { IsoDate } from '../../domain/dates.js'
import type { Rappen } from '../../domain/money.js'
import type {
  AhvSegment,
  AhvTotals,
  CantonTotals,
  DeclaredPerson,
  FakSegment,
  Institution,
  PaidChild,
} from '../../domain/salary-declaration/declaration.js'
import { xmlText } from '../words.js'

/** What stands around the persons of a declaration that the portal writes. */
export interface Head {
  year: number
  company: string
  uid: string | null
  /** The declaration that this one replaces, as the file named it. */
  replaces: string | null
  /** Those of the file; where it had none, the office's own, to which everything is addressed. */
  institutions: Institution[]
  /** The name of this message, such as the reference of the report. */
  request: string
  /** `YYYY-MM-DDThh:mm:ss`. */
  writtenAt: string
}

/**
 * Writes a declaration as a message of ELM 5.0, page by page: every amount as it counts, corrections included. What is read from
 * it is what went in, but for the places where it stood and the remarks, for which the standard has no element.
 */
export async function* writeElm(head: Head, pages: AsyncIterable<DeclaredPerson[]>): AsyncGenerator<string> {
  const totals = countTotals()
  yield opening(head)
  for await (const page of pages) {
    yield page.map((person) => personXml(person, head)).join('')
    for (const person of page) totals.add(addressed(person, head))
  }
  yield closing(head, totals)
}

const kinds = { ahv: 'AHV-AVS', fak: 'FAK-CAF' } as const
const namespaces = {
  t: 'sd/20200220/SalaryDeclarationServiceTypes',
  ct: 'sd/20200220/SalaryDeclarationContainer',
  sd: 'sd/20200220/SalaryDeclaration',
  c: 'common/20200220/Common',
}

const leaf = (name: string, text: string | null) =>
  text === null ? '' : `<${name}>${xmlText(text)}</${name}>\n`
const box = (name: string, inside: string, attributes = '') =>
  inside === '' ? '' : `<${name}${attributes}>\n${inside}</${name}>\n`
const amount = (name: string, rappen: Rappen) => leaf(name, francs(rappen))
const unlessZero = (name: string, rappen: Rappen) => (rappen === 0 ? '' : amount(name, rappen))
const reference = (id: string) => ` institutionIDRef="${xmlText(id)}"`
const period = (name: string, { from, to }: { from: IsoDate; to: IsoDate }) =>
  box(name, leaf('c:from', from) + leaf('c:until', to))

/** `-1234.50` */
function francs(rappen: Rappen): string {
  const digits = String(Math.abs(rappen)).padStart(3, '0')
  return `${rappen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

function opening({ company, request, writtenAt, institutions, replaces, uid }: Head): string {
  const names = Object.entries(namespaces).map(
    ([prefix, path]) => ` xmlns:${prefix}="http://www.swissdec.ch/schema/${path}"`,
  )
  const agent = leaf('c:Producer', 'Ausgleich-Portal') + leaf('c:Name', 'Ausgleich-Portal') + leaf('c:Version', '1') + leaf('c:StandardVersion', '5.0') + leaf('c:Certificate', 'none') // biome-ignore format: one line
  const context =
    box('c:UserAgent', agent) +
    box('c:CompanyName', leaf('c:HR-RC-Name', company)) +
    leaf('c:TransmissionDate', writtenAt) +
    leaf('c:RequestID', request) +
    leaf('c:LanguageCode', 'de') +
    leaf('c:MonitoringID', request)
  const addressees = institutions.map(({ id, kind }) =>
    box(`ct:${kinds[kind]}`, leaf('ct:ProcessByDistributor', 'true'), reference(id)),
  )
  const description = box('c:Name', leaf('c:HR-RC-Name', company)) + box('c:UID-BFS', leaf('c:UID', uid))
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<t:DeclareSalary${names.join('')}>\n` +
    box('ct:RequestContext', context) +
    box('ct:Job', box('ct:Addressees', addressees.join(''))) +
    box('ct:Substitution', leaf('ct:PredecessorDeclarationIDWithAcceptedState', replaces)) +
    '<ct:SalaryDeclaration schemaVersion="0.0">\n<sd:Company>\n' +
    box('sd:CompanyDescription', description) +
    '<sd:Staff>\n'
  )
}

function closing({ institutions, year, writtenAt }: Head, totals: ReturnType<typeof countTotals>): string {
  const listed = institutions.map(({ id, kind, office, member }) =>
    box(
      `sd:${kinds[kind]}`,
      leaf(kind === 'ahv' ? 'sd:AK-CC-BranchNumber' : 'sd:FAK-CAF-BranchNumber', office) +
        leaf(kind === 'ahv' ? 'sd:AK-CC-CustomerNumber' : 'sd:FAK-CAF-CustomerNumber', member),
      ` institutionID="${xmlText(id)}"`,
    ),
  )
  const ahv = [...totals.ahv].map(([id, it]) =>
    box(
      'sd:AHV-AVS-Totals',
      amount('sd:Total-AHV-AVS-Incomes', it.ahv) +
        amount('sd:Total-AHV-AVS-Open', it.ahvFree) +
        amount('sd:Total-ALV-AC-Incomes', it.alv) +
        amount('sd:Total-ALVZ-ACS-Incomes', it.alvSupplement) +
        amount('sd:Total-ALV-AC-Open', it.alvFree),
      reference(id),
    ),
  )
  const fak = [...totals.fak].map(([id, cantons]) => {
    const perCanton = [...cantons]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([canton, it]) =>
        box(
          'sd:Total-FAK-CAF-PerCanton',
          amount('sd:Total-FAK-CAF-ContributorySalary', it.wage) +
            amount('sd:Total-FAK-CAF-FamilyIncomeSupplement', it.allowances) +
            leaf('sd:Canton', canton),
        ),
      )
    return box('sd:FAK-CAF-Totals', perCanton.join(''), reference(id))
  })
  const counters =
    leaf('sd:NumberOf-AHV-AVS-Salary-Tags', String(totals.counts.ahv)) +
    leaf('sd:NumberOf-FAK-CAF-Salary-Tags', String(totals.counts.fak))
  return (
    '</sd:Staff>\n' +
    box('sd:Institutions', listed.join('')) +
    box('sd:SalaryTotals', ahv.join('') + fak.join('')) +
    box('sd:SalaryCounters', counters) +
    '</sd:Company>\n' +
    box(
      'sd:GeneralSalaryDeclarationDescription',
      leaf('sd:CreationDate', writtenAt) + leaf('sd:AccountingPeriod', String(year)),
    ) +
    '</ct:SalaryDeclaration>\n</t:DeclareSalary>\n'
  )
}

/** What was typed in the portal is addressed to nobody: it is for the office. */
function addressed(person: DeclaredPerson, { institutions }: Head): DeclaredPerson {
  const of = (kind: Institution['kind']) => institutions.find((it) => it.kind === kind)?.id ?? ''
  const to = <S extends { institution: string }>(segments: S[], kind: Institution['kind']) =>
    segments.map((it) => (it.institution ? it : { ...it, institution: of(kind) }))
  return { ...person, ahv: to(person.ahv, 'ahv'), fak: to(person.fak, 'fak') }
}

function personXml(declared: DeclaredPerson, head: Head): string {
  const person = addressed(declared, head)
  const particulars =
    box(
      'c:Social-InsuranceIdentification',
      person.ahvNumber === null ? leaf('c:unknown', '') : leaf('c:SV-AS-Number', person.ahvNumber),
    ) +
    leaf('c:EmployeeNumber', person.personnelNumber) +
    leaf('c:Lastname', person.lastName) +
    leaf('c:Firstname', person.firstName) +
    leaf('c:Sex', person.sex) +
    leaf('c:DateOfBirth', person.birthDate)
  const work = leaf('c:EntryDate', person.entry) + leaf('c:WithdrawalDate', person.exit)
  const reports = person.reports.map(({ what, on }) =>
    box(what === 'entry' ? 'sd:Entry' : 'sd:Withdrawal', leaf('sd:ValidAsOf', on)),
  )
  // entries and exits are told with the first stretch
  const ahv = person.ahv.map((it, i) => ahvXml(it, i === 0 ? reports.join('') : ''))
  return box(
    'sd:Person',
    box('sd:Particulars', particulars) +
      box('sd:Work', work) +
      box('sd:AHV-AVS-Salaries', ahv.join('')) +
      box('sd:FAK-CAF-Salaries', person.fak.map(fakXml).join('')),
  )
}

function ahvXml(segment: AhvSegment, reports: string): string {
  const isPresent = ({ from, to }: AhvSegment['splits'][number]) => from === segment.from && to === segment.to
  const splits = segment.splits.map((split) =>
    isPresent(split)
      ? amount('sd:SplitCurrentYearIncome', split.ahv)
      : box('sd:SplitPreviousYear', period('sd:Period', split) + amount('sd:Income', split.ahv)),
  )
  return box(
    'sd:AHV-AVS-Salary',
    box('sd:DeclarationCategory', reports) +
      period('sd:AccountingTime', segment) +
      amount('sd:AHV-AVS-Income', segment.ahv) +
      box('sd:AHV-AVS-IncomeSplits', box('sd:Splits', splits.join(''))) +
      unlessZero('sd:AHV-AVS-Open', segment.ahvFree) +
      amount('sd:ALV-AC-Income', segment.alv) +
      unlessZero('sd:ALVZ-ACS-Income', segment.alvSupplement) +
      unlessZero('sd:ALV-AC-Open', segment.alvFree),
    reference(segment.institution),
  )
}

function fakXml(segment: FakSegment): string {
  const { children, allowances } = segment
  const once = children.reduce((sum, it) => sum + it.once, 0)
  const monthly = children.reduce((sum, it) => sum + it.monthly, 0)
  const rest = allowances - once
  // what is paid every month stands as a sum above the children; without children it is a sum for the person
  const paid =
    children.length === 0
      ? unlessZero('sd:FAK-CAF-FamilyIncomeSupplementPerPerson', allowances)
      : // a sum of nothing would be read as the sum of the children
        unlessZero('sd:FAK-CAF-FamilyIncomeSupplementPerPerson', rest === 0 ? 0 - monthly : 0) +
        box(
          'sd:FAK-CAF-FamilyIncomeSupplementDetail',
          unlessZero('sd:FamilyIncomeSupplementRepetitive', rest) +
            box('sd:FamilyIncomePerChildren', children.map(childXml).join('')),
        )
  return box(
    'sd:FAK-CAF-Salary',
    period('sd:FAK-CAF-Period', segment) +
      amount('sd:FAK-CAF-ContributorySalary', segment.wage) +
      box('sd:FAK-CAF-FamilyIncomeSupplement', paid) +
      leaf('sd:FAK-CAF-WorkplaceCanton', segment.canton),
    reference(segment.institution),
  )
}

function childXml(child: PaidChild): string {
  const at = child.name.lastIndexOf(' ')
  const [last, first] = at > 0 ? [child.name.slice(0, at), child.name.slice(at + 1)] : [child.name, null]
  return box(
    'sd:FamilyIncomePerChild',
    period('sd:FamilyIncomePerChildPeriod', child) +
      leaf('sd:Lastname', last) +
      leaf('sd:Firstname', first) +
      leaf('sd:DateOfBirth', child.birthDate) +
      leaf('sd:SV-AS-Number', child.ahvNumber) +
      unlessZero('sd:FamilyIncome', child.monthly) +
      unlessZero('sd:FamilyIncomeSupplementSingular', child.once),
  )
}

/** Adds up what was written, by institution: the file must say of itself what is in it. */
function countTotals() {
  const ahv = new Map<string, AhvTotals>()
  const fak = new Map<string, Map<string, CantonTotals>>()
  const counts = { ahv: 0, fak: 0 }
  return {
    ahv,
    fak,
    counts,
    add(person: DeclaredPerson) {
      for (const it of person.ahv) {
        const sum = ahv.get(it.institution) ?? { ahv: 0, ahvFree: 0, alv: 0, alvSupplement: 0, alvFree: 0 }
        for (const field of ['ahv', 'ahvFree', 'alv', 'alvSupplement', 'alvFree'] as const)
          sum[field] += it[field]
        ahv.set(it.institution, sum)
        counts.ahv++
      }
      for (const it of person.fak) {
        const cantons = fak.get(it.institution) ?? new Map<string, CantonTotals>()
        const { wage, allowances } = cantons.get(it.canton) ?? { wage: 0, allowances: 0 }
        cantons.set(it.canton, { wage: wage + it.wage, allowances: allowances + it.allowances })
        fak.set(it.institution, cantons)
        counts.fak++
      }
    },
  }
}
