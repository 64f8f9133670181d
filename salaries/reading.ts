import type { Worker } from 'node:worker_threads'
import type { Closing, DeclaredPerson, Opening, Sums, Way } from '../domain/salary-declaration/declaration.js'
import type { Finding, FindingCounts, Refusal } from '../domain/salary-declaration/findings.js'
import type { Known } from '../domain/salary-declaration/known.js'
import { given } from './given.js'
import { inboxOf, isOutOfMemory, megabytes, startThread, TooSlow } from './worker.js'

/** What is read: a file as its bytes come, which are given away, and what was corrected or added in the portal, by the number of the person. */
export interface Source {
  way: Exclude<Way, 'none'>
  pieces: AsyncIterable<Uint8Array>
  corrections: Map<number, DeclaredPerson>
}

/** What hears of it while it is read; the thread waits until it is done. */
export interface Sink {
  /** A page of persons as JSON, with what was found on it; the last page may hold findings alone. */
  page(n: number, persons: Buffer | null, found: Finding[]): Promise<void>
  progress(pieces: number, persons: number): Promise<void>
}

/** What a whole declaration comes to. */
export interface Read {
  opening: Opening | null
  closing: Closing | null
  sums: Sums
  counts: FindingCounts
  /** Entries and exits that the file reports beside the wages, by the number of the person. */
  reports: { person: number; what: 'entry' | 'exit'; on: string }[]
  pages: number
  persons: number
}

/** With what the thread begins. */
export interface Task extends Pick<Source, 'way' | 'corrections'> {
  known: Known
}

export type ToThread = { type: 'task'; task: Task } | { type: 'piece'; bytes: Uint8Array } | { type: 'end' }
export type FromThread =
  | { type: 'more'; persons: number }
  | { type: 'page'; n: number; persons: Uint8Array | null; found: Finding[] }
  | { type: 'refused'; refusal: Refusal }
  | { type: 'done'; read: Read }

/** Pieces of a file that wait in the thread while others are stored. */
const piecesAhead = 2

/** Time without a sign of life, in milliseconds. */
const silence = { elm: 60_000, excel: 20_000, online: 60_000 }

const reader = new URL('./thread', import.meta.url)
let spare: Worker | null = null
const spareForMinutes = 10

/** What a thread finds at its start. */
export interface Prepared {
  practises: boolean
}

/** For fewer persons practising takes longer than it spares. */
const worthPractising = 500

/**
 * Starts a thread while a file is still looked for and comes in, so that reading begins at once; where that many `persons` are expected, it
 * practises meanwhile. One that nobody needs ends by itself.
 */
export function prepareReading(persons: number): void {
  if (spare) return
  const thread = startThread(reader, { practises: persons >= worthPractising } satisfies Prepared)
  spare = thread
  thread.unref()
  const letGo = () => {
    if (spare === thread) spare = null
  }
  thread.once('exit', letGo).once('error', letGo)
  setTimeout(() => {
    if (spare !== thread) return
    spare = null
    void thread.terminate()
  }, spareForMinutes * 60_000).unref()
}

function takeThread(): Worker {
  const thread = spare ?? startThread(reader)
  spare = null
  thread.ref()
  return thread
}

/**
 * Reads and checks a declaration in a thread of its own, within limits of memory and time. Answers what it comes to, or why
 * it was refused. Throws what the source or the sink throw.
 */
export async function readInThread(
  source: Source,
  known: Known,
  sink: Sink,
): Promise<{ read: Read } | { refused: Refusal }> {
  const { way, corrections } = source
  const thread = takeThread()
  const inbox = inboxOf<FromThread>(thread, silence[way])
  thread.postMessage({ type: 'task', task: { way, corrections, known } } satisfies ToThread)
  let pieces = 0
  /** Takes in what the thread says until it wants more, or has finished. */
  const hear = async (): Promise<{ read: Read } | { refused: Refusal } | null> => {
    for (;;) {
      const message = await inbox.next()
      if (message.type === 'page') {
        const { n, persons, found } = message
        await sink.page(
          n,
          persons && Buffer.from(persons.buffer, persons.byteOffset, persons.byteLength),
          found,
        )
      } else if (message.type === 'done') return { read: message.read }
      else if (message.type === 'refused') return { refused: message.refusal }
      else {
        await sink.progress(pieces, message.persons)
        return null
      }
    }
  }
  try {
    let ahead = 0
    for await (const bytes of source.pieces) {
      pieces++
      thread.postMessage({ type: 'piece', bytes } satisfies ToThread, given(bytes))
      const end = ++ahead > piecesAhead ? await hear() : null
      if (end) return end
    }
    thread.postMessage({ type: 'end' } satisfies ToThread)
    for (;;) {
      const end = await hear()
      if (end) return end
    }
  } catch (error) {
    if (isOutOfMemory(error)) return { refused: { code: 'too-large', place: null, told: { megabytes } } }
    if (error instanceof TooSlow) return { refused: { code: 'too-slow', place: null, told: {} } }
    throw error
  } finally {
    await thread.terminate()
  }
}
