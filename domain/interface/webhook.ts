/** Why a webhook cannot be at an address. */
export type AddressProblem = 'unreadable' | 'not-https' | 'has-credentials' | 'too-long'

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])$/

/** Checks where a system wants to be told: over TLS alone; where `allowsLoopback`, on this machine without. Null if it may be. */
export function addressProblem(address: string, allowsLoopback: boolean): AddressProblem | null {
  if (address.length > 500) return 'too-long'
  if (!URL.canParse(address)) return 'unreadable'
  const { protocol, hostname, username, password } = new URL(address)
  if (username || password) return 'has-credentials'
  if (protocol === 'https:') return null
  return protocol === 'http:' && allowsLoopback && loopback.test(hostname) ? null : 'not-https'
}

/** Seconds between a failed try to tell a system and the next; after the last the lane stops. A good day in all. */
const pauses = [5, 60, 300, 1800, 7200, 18_000, 36_000, 36_000]

/** How many seconds to wait after so many failures in a row (1 after the first); null to stop. */
export const secondsAfter = (failures: number): number | null => pauses[failures - 1] ?? null
