import { type SessionData, Store } from 'express-session'
import type { Knex } from 'knex'
import * as sessions from '../../db/access/sessions.js'
import { sha256 } from '../../db/seal.js'
import { briefly } from '../briefly.js'
import type { Clock } from '../deps.js'

type Done = (error?: unknown) => void
type Found = (error: unknown, session?: SessionData | null) => void

const minute = 60_000

/** Sessions of requests that are no sign of life. */
export const untouched = new WeakSet<object>()

/**
 * Sessions in the portal's database, under the hash of their id. Reading one brings its user along, so a
 * disabled user is out within a second.
 */
export class SessionStore extends Store {
  readonly #stored = briefly((idHash) => sessions.readSession(this.db, idHash))

  constructor(
    private readonly db: Knex,
    private readonly clock: Clock,
    private readonly notKept: (why: Error) => void,
  ) {
    super()
  }

  get(id: string, found: Found): void {
    this.#read(id).then((session) => found(null, session), found)
  }

  set(id: string, session: SessionData, done: Done = () => {}): void {
    const { user, createdAt, seenAt, ...content } = session
    // What was read may have been ended by somebody else meanwhile, and must not come back.
    const write = createdAt ? sessions.rewriteSession : sessions.writeSession
    const written = { userId: content.userId ?? null, content: JSON.stringify(content) }
    write(this.db, sha256(id), written, this.clock()).then(
      () => this.#changed(id, done),
      (why) => this.#unkept(why, done),
    )
  }

  /** Once a minute is enough for a limit of half an hour, and spares a write with every page. */
  override touch(id: string, session: SessionData, done: Done = () => {}): void {
    const now = this.clock()
    const isRecent = session.seenAt && Date.parse(now) - Date.parse(session.seenAt) < minute
    if (isRecent || untouched.has(session)) done()
    else
      sessions.touchSession(this.db, sha256(id), now).then(
        () => this.#changed(id, done),
        (why) => this.#unkept(why, done),
      )
  }

  destroy(id: string, done: Done = () => {}): void {
    sessions.endSession(this.db, sha256(id)).then(() => this.#changed(id, done), done)
  }

  /** The page is written, and goes out whole: an error would cut it off before its last byte. */
  #unkept(why: Error, done: Done): void {
    this.notKept(why)
    done()
  }

  #changed(id: string, done: Done): void {
    this.#stored.forget(sha256(id))
    done()
  }

  async #read(id: string): Promise<SessionData | null> {
    const stored = await this.#stored(sha256(id))
    if (!stored) return null
    const { content, user, createdAt, seenAt } = stored
    return { ...JSON.parse(content), user, createdAt, seenAt }
  }
}
