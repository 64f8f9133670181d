/** One rule that decided something; its kind of report has its sentence in the locales, as `rules:<rule>`. */
export interface Reason {
  rule: string
  /** Raw; their names tell what they are: `…Amount` Rappen, `…Date` an ISO day, anything else as its rules say. */
  params: Record<string, string | number>
  /** Article the rule rests on, such as `FamZG 3 I a`. */
  law: string
  met: 'yes' | 'no' | 'open'
}

/** `no` before `open` before `yes`. */
export function worst(all: Reason['met'][]): Reason['met'] {
  return (['no', 'open'] as const).find((met) => all.includes(met)) ?? 'yes'
}
