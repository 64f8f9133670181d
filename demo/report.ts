import type { IsoDate } from '../domain/dates.js'
import type {
  ChildAnswers,
  DocumentPurpose,
  EndReason,
  FamilyAllowanceAnswers,
  OtherParentAnswers,
  Purpose,
  TrainingAnswers,
} from '../domain/family-allowance/answers.js'
import { francs } from '../domain/money.js'
import { childId } from './children.js'
import { namesOf, workCanton } from './employees.js'
import { personNamed } from './firms.js'
import { ahvNumberOf, idOf } from './ids.js'
import type { Child, Reported } from './person.js'
import type { When } from './when.js'

/** What an employer of the demo reports about one of its people. */
export interface Report {
  /** The employee's name. */
  of: string
  /** E-mail address of who sends it. */
  by: string
  purpose?: Purpose
  from: When
  endReason?: EndReason
  remark?: string
  /** Children the office does not know yet. */
  fresh?: Reported[]
  /** First names of children that are on file; their training may be another by now. */
  known?: (Pick<Child, 'training'> & { first: string })[]
  otherParent?: Partner
  papers?: Paper[]
}

export interface Partner extends Omit<OtherParentAnswers, 'birthDate' | 'yearlyIncome'> {
  born?: When
  /** Francs a year. */
  income?: number
}

/** A document that was sent along; `child` is a first name. */
export interface Paper {
  purpose: DocumentPurpose
  child?: string
}

export const paperId = (mutationId: string, { purpose, child = '' }: Paper) =>
  idOf('paper', mutationId, purpose, child)

/** The report as the rules read it. */
export function answersOf(report: Report, mutationId: string, day: IsoDate): FamilyAllowanceAnswers {
  const { firm, person } = personNamed(report.of)
  const { purpose = 'new', endReason, remark } = report
  const children = childrenOf(report, mutationId, day)
  const until = person.until?.(day)
  return {
    request: { purpose, from: report.from(day), ...(endReason && { endReason }), ...(remark && { remark }) },
    employment: {
      canton: workCanton(firm, person),
      since: person.since(day),
      ...(until && { until }),
      yearlyIncome: francs(person.wage * 12),
      otherEmployers: [],
      civilStatus: person.status ?? 'married',
    },
    children: children.map(({ answers }) => answers),
    training: Object.fromEntries(
      children.flatMap(({ answers: { key }, training }) => (training ? [[key, training]] : [])),
    ),
    documents: (report.papers ?? []).map((paper) => ({
      documentId: paperId(mutationId, paper),
      purpose: paper.purpose,
      ...(paper.child && { childKey: keyOf(children, paper.child) }),
    })),
    ...(purpose !== 'end' && { otherParent: partnerOf(report, day), payment: { to: 'employer' } }),
  }
}

interface Told {
  answers: ChildAnswers
  training?: TrainingAnswers
}

function childrenOf(report: Report, mutationId: string, day: IsoDate): Told[] {
  const { firm, person } = personNamed(report.of)
  const fresh = (report.fresh ?? []).map((child): Told => {
    const key = idOf('key', mutationId, child.first).slice(0, 8)
    return told({ key }, child, ahvNumberOf(person.name, child.first))
  })
  const known = (report.known ?? []).map(({ first, training }): Told => {
    const child = (person.children ?? []).find((it) => it.first === first)
    if (!child) throw new Error(`${report.of} has no child ${first} on file`)
    const id = childId(person, child)
    return told(
      { key: id, childId: id },
      { ...child, ...(training && { training }) },
      ahvNumberOf(person.name, first),
    )
  })
  return [...known, ...fresh]

  function told(key: Pick<ChildAnswers, 'key' | 'childId'>, child: Reported, ahvNumber: string): Told {
    const { first, last = namesOf(person).lastName, sex, born, country = 'CH', incapable = false } = child
    const { training, livesWith = 'both' } = child
    const residenceCanton = person.livesIn ?? firm.canton
    const kinds = child.kinds ?? [training ? ('education' as const) : ('child' as const)]
    return {
      answers: {
        ...key,
        firstName: first,
        lastName: last,
        ...(country === 'CH' && { ahvNumber, residenceCanton }),
        birthDate: born(day),
        sex,
        relation: 'own',
        residenceCountry: country,
        livesWith,
        authority: 'joint',
        incapable,
        ...(kinds.includes('birth') && { motherResident: true }),
        kinds,
      },
      ...(training && {
        training: {
          kind: training.kind,
          institution: training.institution,
          from: training.from(day),
          until: training.until(day),
          monthlyIncome: francs(child.earns ?? 0),
        },
      }),
    }
  }
}

function keyOf(children: Told[], first: string): string {
  const child = children.find(({ answers }) => answers.firstName === first)
  if (!child) throw new Error(`no child ${first} is reported`)
  return child.answers.key
}

function partnerOf({ of, otherParent }: Report, day: IsoDate): OtherParentAnswers {
  if (!otherParent) throw new Error(`the report about ${of} says nothing of the other parent`)
  const { born, income, ...partner } = otherParent
  return {
    ...partner,
    ...(born && { birthDate: born(day) }),
    ...(income !== undefined && { yearlyIncome: francs(income) }),
  }
}

/** Somebody without work, so that the applicant comes first. */
export const atHome = (firstName: string, lastName: string, born: When): Partner => ({
  ...{ known: 'yes', firstName, lastName, born, work: 'none', receives: 'no' },
})

/** Somebody who works in another canton. */
export const working = (
  firstName: string,
  lastName: string,
  born: When,
  work: Required<Pick<Partner, 'employerName' | 'canton' | 'income'>>,
): Partner => ({ ...{ known: 'yes', firstName, lastName, born, work: 'employed', receives: 'no' }, ...work })
