/** What the doctor looks at. */
export type Subject =
  | 'database'
  | 'outbox'
  | 'mails'
  | 'sms'
  | 'webhooks'
  | 'temporal'
  | 'workflows'
  | 'reports'
  | 'schedules'
  | 'backup'
  | 'drill'
  | 'certificates'
  | 'disk'

/**
 * One thing the doctor looked at. `says` names the sentence that tells what it found, `doctor:says.<says>`, filled in with `values`; unless the state is good
 * there is one under `doctor:todo.<says>` as well that tells what to do. `names` are what it is about, in the words of the machine;
 * `reports` the ids of the reports they stand for, in the same order.
 */
export interface Finding {
  state: 'good' | 'watch' | 'bad'
  what: Subject
  says: string
  values?: Record<string, string | number>
  names?: string[]
  reports?: string[]
}

const order = ['bad', 'watch', 'good']

export const worstFirst = (findings: Finding[]): Finding[] =>
  findings.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))

/** The finding whose sentence is called after its subject: `outbox` and `late` make `outbox-late`. */
export const find = (
  state: Finding['state'],
  what: Subject,
  how: string,
  rest: Pick<Finding, 'values' | 'names' | 'reports'> = {},
): Finding => ({ state, what, says: `${what}-${how}`, ...rest })

const minute = 60_000

/** Milliseconds. */
export const minutes = (count: number) => count * minute
export const days = (count: number) => count * 1440 * minute
