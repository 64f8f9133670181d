import { addYears, type IsoDate } from '../dates.js'
import type { Reason } from '../reason.js'
import { includes } from '../span.js'
import type { ChildAnswers, FamilyAllowanceAnswers } from './answers.js'
import { earliestClaim } from './backdating.js'
import { type Claim, fileKey } from './claim.js'
import { elsewhereReasons } from './duplicates.js'
import { eligibilityOf } from './eligibility.js'
import { employmentSpan } from './period.js'
import type { Circumstances } from './proposal.js'
import { reason } from './reasons.js'

/** The birth and adoption allowances asked for a child, judged; each is due once, on one day (FamZG 3 III). */
export function singleClaims(
  child: ChildAnswers,
  answers: FamilyAllowanceAnswers,
  circumstances: Circumstances,
): Claim[] {
  return (['birth', 'adoption'] as const)
    .filter((kind) => child.kinds.includes(kind))
    .map((kind) => {
      const day = kind === 'birth' ? child.birthDate : answers.request.from
      const conditions = kind === 'birth' ? birthReasons(child) : adoptionReasons(child, day)
      return judged(child, kind, day, conditions, answers, circumstances)
    })
}

/** The mother lived in Switzerland the nine months before the birth (FamZV 2). */
function birthReasons({ motherResident }: ChildAnswers): Reason[] {
  if (motherResident === undefined) return [reason('birth-mother-unknown')]
  return [reason(motherResident ? 'birth-mother-resident' : 'birth-mother-abroad')]
}

/** A minor taken in for adoption, who is not a stepchild (FamZV 3). */
function adoptionReasons({ relation, birthDate }: ChildAnswers, day: IsoDate): Reason[] {
  return [
    ...(relation === 'adopted' ? [] : [reason('adoption-not-adopted')]),
    ...(day >= addYears(birthDate, 18) ? [reason('adoption-of-age')] : []),
  ]
}

function judged(
  child: ChildAnswers,
  kind: 'birth' | 'adoption',
  day: IsoDate,
  conditions: Reason[],
  answers: FamilyAllowanceAnswers,
  circumstances: Circumstances,
): Claim {
  const general = eligibilityOf(child, answers, circumstances)
  const span = { from: day, to: day }
  const work = employmentSpan(answers, circumstances)
  const earliestDate = earliestClaim(circumstances.submittedOn)
  const claim = { child, kind, span, second: general.second, provenUntil: null }
  // drawn once means drawn for good, so any day on file counts
  const ever = { from: '0001-01-01', to: null }
  return {
    ...claim,
    reasons: [
      ...general.reasons,
      ...conditions,
      ...(work && includes(work, day)
        ? []
        : [reason('outside-employment', { startDate: answers.employment.since })]),
      ...(day < earliestDate ? [reason('lapsed', { earliestDate })] : []),
      ...onFileReasons(fileKey(child), kind, circumstances),
      ...elsewhereReasons({ ...claim, span: ever }, answers, circumstances),
    ],
  }
}

function onFileReasons(key: string, kind: 'birth' | 'adoption', { onFile }: Circumstances): Reason[] {
  const drawn = onFile.find((e) => e.childId === key && e.kind === kind)
  return drawn ? [reason('on-file-already', { fromDate: drawn.from })] : []
}
