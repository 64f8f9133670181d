/** Whom a report is about: somebody on file, or nobody yet, and then what the report keeps of them. */
export interface Named {
  firstName: string | null
  lastName: string | null
  subject?: string | null
}

/** `Anna Muster`; empty while nothing is known. */
export function fullName(named: Named): string {
  const { firstName, lastName } = partsOf(named)
  return [firstName, lastName].filter(Boolean).join(' ')
}

/** `Muster Anna`, for lists and for the office. */
export function listName(named: Named): string {
  const { firstName, lastName } = partsOf(named)
  return [lastName, firstName].filter(Boolean).join(' ')
}

/** `AM`, for the round mark beside a name; empty while nothing is known. */
export function initials(named: Named): string {
  const { firstName, lastName } = partsOf(named)
  return `${firstName?.charAt(0) ?? ''}${lastName?.charAt(0) ?? ''}`
}

/** `Muster, Anna`: what a report keeps of somebody who is on nobody's file yet, so that both names can be told apart. */
export const subjectNamed = ({ firstName, lastName }: { firstName?: string; lastName?: string }): string =>
  [lastName, firstName].filter(Boolean).join(', ')

/** The names in what a report keeps; without a comma it is a year, one name only, or whole names from before they were told apart. */
export function namesIn(subject: string): { firstName: string; lastName: string } {
  const [lastName = '', ...firstName] = subject.split(', ')
  return { firstName: firstName.join(', '), lastName }
}

const partsOf = ({ firstName, lastName, subject }: Named) =>
  firstName || lastName ? { firstName, lastName } : namesIn(subject ?? '')
