import type { ILayer, IRoute, Router } from 'express-serve-static-core'

/** A route as it was registered: `GET /e/:employer/employees/:id`, one for each method and address. */
export interface Registered {
  name: string
  method: string
  route: IRoute
}

// What Express 5 keeps of a layer beside its types: the path it was registered with, and of a mounted router its own layers.
type Layer = ILayer & { rawPath?: string | string[]; handle: { stack?: Layer[] } }

/** All routes of a router and of those that are mounted in it. Throws at an address that is no text: it could not be named. */
export function routesIn(router: Router, base = ''): Registered[] {
  return (router.stack as Layer[]).flatMap((layer) => {
    const { route, handle } = layer
    if (!route && !handle.stack) return []
    return addressesOf(layer).flatMap((address) => {
      const path = `${base}${address === '/' ? '' : address}`
      if (!route) return routesIn(handle as unknown as Router, path)
      const methods = [...new Set(route.stack.map((it) => it.method))]
      return methods.map((method) => ({ name: `${method.toUpperCase()} ${path || '/'}`, method, route }))
    })
  })
}

function addressesOf({ rawPath }: Layer): string[] {
  const addresses = [rawPath].flat()
  if (addresses.some((it) => typeof it !== 'string')) throw new Error('a route needs an address in words')
  return addresses as string[]
}
