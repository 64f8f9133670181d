import type { Visit } from '../visit.js'
import { actorsOf } from './actors.js'
import { table } from './table.js'

const allowed = new Map(table.flatMap(({ who, routes }) => routes.map((name) => [name, who])))

/** Whether this visitor may use a route, such as `GET /e/:employer/users`: menus and buttons show nothing that is refused. */
export function may(visit: Visit | undefined, route: string): boolean {
  const who = allowed.get(route)
  if (!who) throw new Error(`web/access/table.ts knows no ${route}`)
  const actors = actorsOf(visit)
  return who.some((one) => actors.includes(one))
}
