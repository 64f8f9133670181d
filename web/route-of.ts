import { table } from './access/table.js'

/** A place in the addresses of the portal: what may follow there. A parameter is `:` and its name. */
interface Place {
  literals: Map<string, Place>
  parameters: Map<string, Place>
}
const newPlace = (): Place => ({ literals: new Map(), parameters: new Map() })

const root = newPlace()
for (const route of table.flatMap(({ routes }) => routes)) {
  let place = root
  for (const segment of route.replace(/^\S+ \//, '').split('/')) {
    const known = segment.startsWith(':') ? place.parameters : place.literals
    const next = known.get(segment) ?? newPlace()
    known.set(segment, next)
    place = next
  }
}

/** Parameters that are words of the portal itself, such as the step of a journey. */
const words = new Set([':step', ':slug', ':verb', ':what', ':to'])
const isWord = /^[a-z]+(-[a-z]+)*$/

/**
 * The address that a path is, with the names of its parameters instead of what they are. Of what is no address of the portal nothing
 * is left: somebody may have typed a name behind the slash. `found`: whether there was such a page; of a step that was not there nothing is left either.
 */
export function routeOf(path: string, found = true): string {
  let places = [root]
  const told = path
    .split('/')
    .slice(1)
    .map((segment) => {
      const literals = places.flatMap(({ literals }) => literals.get(segment) ?? [])
      const parameters = places.flatMap(({ parameters }) => [...parameters])
      places = [...literals, ...parameters.map(([, place]) => place)]
      if (literals.length > 0 || segment === '') return segment
      const word = found && isWord.test(segment) && parameters.some(([name]) => words.has(name))
      return word ? segment : (parameters[0]?.[0] ?? ':unknown')
    })
  return `/${told.join('/')}`
}

/** The id of the report that an address is about, so that all lines of the log about it can be found; undefined for all other addresses. */
export const reportIn = (path: string): string | undefined =>
  /\/(?:mutations|tasks)\/([0-9a-f]{8}-[0-9a-f-]{27})(?=\/|$)/.exec(path)?.[1]
