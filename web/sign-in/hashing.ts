import { hash, verify } from '@node-rs/argon2'
import { turns } from '../../salaries/turns.js'
import { HttpError } from '../errors.js'

/** Two hashes at once keep a core each busy for 50 ms with 19 MiB; Node's other threads stay free for the database. */
const atOnce = 2
/** Who comes when so many wait already is asked to come again: the wait would be longer than a browser's patience. */
const mostWaiting = 250

/** Runs a hash operation when it is its turn. Throws a 503 when too many wait. */
const inTurn = turns(atOnce, {
  most: mostWaiting,
  refusal: () => new HttpError(503, 'too many sign-ins at once'),
})

/** The argon2id hash of a password (19 MiB, 2 rounds), after Unicode normalisation. */
export const hashPassword = (password: string): Promise<string> =>
  inTurn(() => hash(password.normalize('NFKC')))

/** True if a password has this hash. */
export const hasHash = (passwordHash: string, password: string): Promise<boolean> =>
  inTurn(() => verify(passwordHash, password.normalize('NFKC')))
