import { sources } from '../house/sources.js'

/** The figures of the portal's own or of Temporal's workers that the rules and the dashboard are made of. */
export function named(whose: 'portal' | 'temporal'): string[] {
  const files = sources(['.yaml', '.json'], ['deploy/monitoring'])
  const found = files.flatMap(({ text }) => [
    ...text.matchAll(whose === 'portal' ? /\b(?:portal|process)_\w+/g : /\btemporal_\w+/g),
  ])
  return [...new Set(found.map(([name]) => name))]
}

/** The figures that a process answers to a monitoring. */
export const namesIn = (answer: string): Set<string> =>
  new Set(answer.split('\n').flatMap((line) => /^(?:# TYPE )?([a-z]\w*)/.exec(line)?.[1] ?? []))
