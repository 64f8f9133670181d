import { refuse } from '../refused.js'

/** Dates in the names of the schemas of versions 4.0 and 5.0. */
const familiar = ['20130514', '20200220']
const dateIn = /^https?:\/\/www\.swissdec\.ch\/schema\/(?:sd|common)\/(\d{8})\//

/** True where an element names schemas of the standard. Refuses versions before 4.0. */
export function checkNamespaces(attributes: Record<string, string>, line: number): boolean {
  const dates = datesIn(attributes)
  const old = dates.find((date) => date < '20130514')
  if (old) throw refuse('old-elm', line, { version: old })
  return dates.length > 0
}

/** Whether all schemas that an element names belong to a version that is known. */
export const isFamiliar = (attributes: Record<string, string>): boolean =>
  datesIn(attributes).every((date) => familiar.includes(date))

const datesIn = (attributes: Record<string, string>) => {
  const dates: string[] = []
  for (const name in attributes)
    if (name.startsWith('xmlns')) {
      const date = dateIn.exec(attributes[name] ?? '')?.[1]
      if (date) dates.push(date)
    }
  return dates
}
