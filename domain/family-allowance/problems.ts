/**
 * Something in the answers that cannot be. `rules:problems.<code>` is its sentence; the parameters are raw and
 * named as those of a reason. `field` is the answer to mend, by its name in its part of the report.
 */
export interface Problem {
  code: ProblemCode
  field: string
  params: Record<string, string | number>
}

export type ProblemCode =
  | 'from-before-employment'
  | 'from-after-employment'
  | 'from-too-old'
  | 'from-too-far-ahead'
  | 'end-reason-missing'
  | 'no-children'
  | 'too-many-children'
  | 'same-ahv-number'
  | 'same-child'
  | 'ahv-number-length'
  | 'ahv-number-prefix'
  | 'ahv-number-check-digit'
  | 'born-too-far-ahead'
  | 'older-than-25'
  | 'kind-missing'
  | 'child-over-16'
  | 'child-over-20'
  | 'education-under-15'
  | 'birth-not-in-canton'
  | 'birth-before-employment'
  | 'birth-too-old'
  | 'adoption-not-in-canton'
  | 'adoption-not-adopted'
  | 'adoption-of-age'
  | 'canton-missing'
  | 'training-missing'
  | 'training-ends-before-start'
  | 'training-over-25'
  | 'training-over'
  | 'other-parent-missing'
  | 'other-parent-canton-missing'
  | 'received-until-missing'

export const problem = (code: ProblemCode, field: string, params: Problem['params'] = {}): Problem => ({
  code,
  field,
  params,
})
