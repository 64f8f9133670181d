import { webcrypto } from 'node:crypto'
import { CryptoEngine } from 'pkijs'

/** The cryptography of Node.js, as pkijs asks for it. */
export const engine = new CryptoEngine({ name: 'node', crypto: webcrypto as never })
