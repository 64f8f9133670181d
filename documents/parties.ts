import type { Speech } from './speech.js'

interface Parties {
  employee: { name: string; ahvNumber?: string }
  employer: { name: string; memberNumber: string }
}

/** Whom a letter about somebody's work is about, as rows of its facts. */
export const partiesOf = (
  { employee, employer }: Parties,
  { t }: Pick<Speech, 't'>,
): { label: string; value: string }[] => [
  { label: t('letters:facts.employee'), value: employee.name },
  ...(employee.ahvNumber ? [{ label: t('letters:facts.ahvNumber'), value: employee.ahvNumber }] : []),
  { label: t('letters:facts.employer'), value: employer.name },
  { label: t('letters:facts.memberNumber'), value: employer.memberNumber },
]
