import { createHmac } from 'node:crypto'
import { type LookupAddress, lookup } from 'node:dns'
import { request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { addressProblem } from '../../domain/interface/webhook.js'

/** Whom the portal may call. */
export interface Reach {
  /** Hosts of the office's own network, whose private addresses are meant. */
  hosts: readonly string[]
  /** Whether this machine itself may be called, for a demo. */
  loopback: boolean
}

/** Seconds in which a receiver must have answered. */
const patience = 10

/** The headers that prove who has sent a body (Standard Webhooks): one signature for each secret `whsec_…`. */
export function signed(id: string, timestamp: number, body: string, secrets: readonly string[]) {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  })
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.join(' '),
  }
}

/**
 * Posts a body and answers null when it was taken (2xx), otherwise why not, in a word. Follows no redirect, reads no answer, and
 * calls no address inside a network that was not named: a name is looked up and checked at the moment of the call.
 */
export function call(
  address: string,
  headers: Record<string, string>,
  body: string,
  reach: Reach,
  seconds = patience,
): Promise<string | null> {
  if (addressProblem(address, reach.loopback)) return Promise.resolve('address-refused')
  const url = new URL(address)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isMeant = reach.hosts.includes(host)
  if (isIP(host) && !isMeant && !mayCall(host, reach)) return Promise.resolve('address-refused')
  const request = url.protocol === 'https:' ? tlsRequest : plainRequest
  return new Promise((resolve) => {
    const sending = request(
      url,
      {
        method: 'POST',
        agent: false,
        lookup: isMeant ? undefined : checkedLookup(reach),
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'ausgleich-portal',
          ...headers,
        },
        signal: AbortSignal.timeout(seconds * 1000),
      },
      (answer) => {
        const { statusCode = 0 } = answer
        answer.destroy()
        resolve(statusCode >= 200 && statusCode < 300 ? null : String(statusCode))
      },
    )
    sending.on('error', (error: NodeJS.ErrnoException) =>
      resolve(isTimeout(error) ? 'timeout' : (error.code ?? error.name).slice(0, 60)),
    )
    sending.end(body)
  })
}

/** Node tells of a signal that ran out as of an abort, and names the reason as its cause. */
const isTimeout = ({ name, cause }: Error) =>
  [name, (cause as Error | undefined)?.name].includes('TimeoutError')

const inside = new BlockList()
const networks: [string, number][] = [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12],
  ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] // biome-ignore format: pairs
for (const [network, bits] of networks) inside.addSubnet(network, bits, 'ipv4')
// what maps or carries an IPv4 address is refused as a whole: 6to4, NAT64, Teredo
for (const [network, bits] of [['::', 96], ['::ffff:0:0', 96], ['64:ff9b::', 32], ['100::', 64], ['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8]] as const) inside.addSubnet(network, bits, 'ipv6') // biome-ignore format: pairs

const mayCall = (ip: string, { loopback }: Reach): boolean =>
  !inside.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4') || (loopback && (ip === '127.0.0.1' || ip === '::1'))

/** Looks a name up and answers only if each of its addresses may be called. */
const checkedLookup =
  (reach: Reach): LookupFunction =>
  (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
      const refusal = Object.assign(new Error('address refused'), { code: 'address-refused' })
      const failure = error ?? (found.every(({ address }) => mayCall(address, reach)) ? null : refusal)
      const [first] = found ?? []
      if (failure || !first) return done(failure ?? refusal, '', 4)
      if (options.all) done(null, found)
      else done(null, first.address, first.family)
    })
  }
