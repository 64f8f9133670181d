/** Whom a report is about: somebody on file, or nobody yet, and then a name as it was typed. */
export interface Named {
  firstName: string | null
  lastName: string | null
  subject?: string | null
}

/** `Anna Muster`; empty while nothing is known. */
export const fullName = ({ firstName, lastName, subject }: Named): string =>
  [firstName, lastName].filter(Boolean).join(' ') || (subject ?? '')

/** `Muster Anna`, for lists; what was typed stays as it is. */
export const listName = ({ firstName, lastName, subject }: Named): string =>
  [lastName, firstName].filter(Boolean).join(' ') || (subject ?? '')
