import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Express } from 'express'
import type { Config } from '../config.js'
import { cutOffSlowBodies } from './slow-bodies.js'

/** In milliseconds: headers, whole request with its upload, a connection between two requests. */
const limits = {
  headersTimeout: 15_000,
  requestTimeout: 120_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 5_000,
}
/** Most of them wait for their next request, or have not sent one yet: they cost some kilobytes each. */
const connectionsAtMost = 5000
/** In milliseconds: one over which nothing goes in either direction. */
const silentAtMost = 60_000

/** The server of the portal: plain behind a proxy, or with TLS 1.2 and later of its own; slow and countless clients are cut off. */
export function createListener({ tls }: Pick<Config, 'tls'>, app: Express): Server {
  const server = tls
    ? createTlsServer(
        { ...limits, cert: readFileSync(tls.cert), key: readFileSync(tls.key), minVersion: 'TLSv1.2' },
        app,
      )
    : createServer(limits, app)
  server.maxConnections = connectionsAtMost
  server.setTimeout(silentAtMost)
  cutOffSlowBodies(server)
  return server
}
