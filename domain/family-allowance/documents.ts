import { monthOfBirthday } from './ages.js'
import type { ChildAnswers, DocumentPurpose, FamilyAllowanceAnswers } from './answers.js'
import type { Proposal, ProposalLine } from './proposal.js'

const apart = ['separated', 'divorced', 'dissolved']

/**
 * The documents still needed to prove what the lines rest on; only those that decide something may be
 * asked for (ATSG 28 II, 43 I). A refused child needs none, an ending allowance neither.
 */
export function missingDocuments(
  answers: FamilyAllowanceAnswers,
  lines: ProposalLine[],
): Proposal['missing'] {
  const alive = lines.filter((line) => line.granted !== 'no' && !line.ends)
  const perChild = answers.children.flatMap((child) => {
    const own = alive.filter(({ childKey }) => childKey === child.key)
    return own.length === 0
      ? []
      : needed(child, own, answers).map((purpose) => ({ purpose, childKey: child.key }))
  })
  const wage = alive.some(({ reasons }) => reasons.some(({ rule }) => wageRules.includes(rule)))
  const all: Proposal['missing'] = wage ? [...perChild, { purpose: 'wage-other-parent' }] : perChild
  return all.filter(({ purpose, childKey }) => !isThere(answers, purpose, childKey))
}

/** Where the income decides, the other parent's wage slip does (FamZG 7 I e). */
const wageRules = ['first-by-wage', 'second-by-wage', 'open-wage']

function needed(
  child: ChildAnswers,
  lines: ProposalLine[],
  answers: FamilyAllowanceAnswers,
): DocumentPurpose[] {
  const adopted = child.relation === 'adopted' || lines.some(({ kind }) => kind === 'adoption')
  const until16 = monthOfBirthday(child.birthDate, 16)
  const beyond16 = lines.some(({ kind, to }) => kind === 'child' && (to === null || to > until16))
  const wanted: Record<DocumentPurpose, boolean> = {
    'birth-certificate': !child.childId,
    custody: liveApart(child, answers),
    training: lines.some(({ kind }) => kind === 'education'),
    adoption: adopted && !child.childId,
    foster: child.relation === 'foster' && !child.childId,
    medical: child.incapable && beyond16,
    residence: child.residenceCountry !== 'CH',
    'wage-other-parent': false,
    other: false,
  }
  return (Object.keys(wanted) as DocumentPurpose[]).filter((purpose) => wanted[purpose])
}

/** The parents live apart if the child lives with one of them, or their bond is dissolved. */
function liveApart(
  { relation, livesWith, childId }: ChildAnswers,
  { employment, otherParent }: FamilyAllowanceAnswers,
) {
  const other = otherParent?.known === 'yes' || otherParent?.known === 'no-contact'
  const parents = (relation === 'own' || relation === 'adopted') && other && !childId
  const withOne = livesWith === 'applicant' || livesWith === 'other-parent'
  return parents && (withOne || apart.includes(employment.civilStatus))
}

function isThere(
  { documents, children }: FamilyAllowanceAnswers,
  purpose: DocumentPurpose,
  childKey?: string,
) {
  const only = children.length === 1
  return documents.some(
    (document) =>
      document.purpose === purpose &&
      (!childKey ||
        document.childKey === childKey ||
        (!document.childKey && (only || purpose === 'custody'))),
  )
}
