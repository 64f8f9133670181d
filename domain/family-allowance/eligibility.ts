import type { Reason } from '../reason.js'
import type { ChildAnswers, FamilyAllowanceAnswers } from './answers.js'
import { incomeReasons } from './limits.js'
import { priorityOf } from './priority.js'
import type { Circumstances } from './proposal.js'
import { reason } from './reasons.js'

export interface Eligibility {
  reasons: Reason[]
  second: boolean
}

/** What holds for a child whatever is asked: wage (FamZG 13 III), relation (4), country (4 III), priority (7). */
export function eligibilityOf(
  child: ChildAnswers,
  answers: FamilyAllowanceAnswers,
  { submittedOn }: Circumstances,
): Eligibility {
  const priority = priorityOf(child, answers.employment, answers.otherParent, submittedOn)
  return {
    second: priority.first === 'other-parent',
    reasons: [
      ...incomeReasons(answers.employment, submittedOn),
      relationReason(child),
      ...(child.residenceCountry === 'CH'
        ? []
        : [reason('child-abroad', { country: child.residenceCountry })]),
      reason(priority.rule, priorityParams(child, answers)),
    ],
  }
}

/** Whether the relation gives a claim (FamZG 4 I); a stepchild must live mainly in the household (FamZV 4). */
function relationReason({ relation, livesWith }: ChildAnswers): Reason {
  switch (relation) {
    case 'own':
      return reason('child-own')
    case 'adopted':
      return reason('child-adopted')
    case 'step':
      return reason(livesWith === 'applicant' || livesWith === 'both' ? 'child-step' : 'child-step-elsewhere')
    case 'foster':
      return reason('child-foster')
    case 'sibling':
    case 'grandchild':
      return reason('child-supported')
  }
}

/** The facts the sentence about priority may name; absent ones are left out. */
function priorityParams(child: ChildAnswers, { employment, otherParent }: FamilyAllowanceAnswers) {
  return {
    ownCanton: employment.canton,
    ...(otherParent?.canton && { otherCanton: otherParent.canton }),
    ...(child.residenceCanton && { childCanton: child.residenceCanton }),
  }
}
