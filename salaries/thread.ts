import { parentPort, workerData } from 'node:worker_threads'
import { beginCheck } from '../domain/salary-declaration/check.js'
import type { Closing, DeclaredPerson, Opening } from '../domain/salary-declaration/declaration.js'
import type { Finding, FindingCounts } from '../domain/salary-declaration/findings.js'
import { type ElmReader, readElm } from './elm/read.js'
import { guardWorkbook } from './excel/guard.js'
import { given } from './given.js'
import type { FromThread, Prepared, Read, Task, ToThread } from './reading.js'
import { refusalIn } from './refused.js'

/** Persons on a page: what is read, stored and shown together. */
const perPage = 400
/** Findings of a kind that are kept; the others are counted. */
const mostOfAKind = 300

const port = parentPort
// loaded only where it is needed: most files are small, and of one kind
if ((workerData as Prepared | undefined)?.practises) await (await import('./practice.js')).practise()
port?.once('message', (message: ToThread) => {
  if (message.type !== 'task') throw new Error('a thread begins with its task')
  serve(
    message.task,
    (answer) =>
      port.postMessage(answer, answer.type === 'page' && answer.persons ? given(answer.persons) : []),
    (hear) => port.on('message', hear),
  )
})

/** Reads and checks in a thread of its own: the portal goes on answering meanwhile. */
function serve(
  { way, known, corrections }: Task,
  tell: (message: FromThread) => void,
  listen: (hear: (message: ToThread) => void) => void,
): void {
  const counts: FindingCounts = {}
  let found: Finding[] = []
  let persons: DeclaredPerson[] = []
  let [pages, total] = [0, 0]
  let opened: Opening | null = null
  let [reader, workbook]: [ElmReader | null, Buffer[]] = [null, []]
  const check = beginCheck(known, (finding) => {
    const count = (counts[finding.code] ?? 0) + 1
    counts[finding.code] = count
    if (count <= mostOfAKind) found.push(finding)
  })

  const turnPage = () => {
    if (persons.length === 0 && found.length === 0) return
    const page = persons.length > 0 ? new TextEncoder().encode(JSON.stringify(persons)) : null
    tell({ type: 'page', n: pages, persons: page, found })
    if (page) pages++
    ;[persons, found] = [[], []]
  }
  const reports: Read['reports'] = []
  const listener = {
    opening(opening: Opening) {
      opened = opening
      check.opening(opening)
    },
    person(person: DeclaredPerson) {
      for (const report of person.reports)
        if (reports.length < mostOfAKind) reports.push({ person: total, ...report })
      const corrected = corrections.get(total++)
      if (corrected) check.person(corrected, person)
      else check.person(person)
      persons.push(person)
      if (persons.length >= perPage) turnPage()
    },
  }

  const finish = (closing: Closing | null) => {
    const added = [...corrections].filter(([index]) => index >= total).toSorted(([a], [b]) => a - b)
    for (const [, person] of added) check.person(person, null)
    const result = check.closing(closing)
    if ('refused' in result) return tell({ type: 'refused', refusal: result.refused })
    turnPage()
    tell({
      type: 'done',
      read: { opening: opened, closing, sums: result.sums, counts, reports, pages, persons: total },
    })
  }
  const act = async (message: ToThread) => {
    if (message.type === 'task') return
    if (message.type === 'piece') {
      if (way === 'excel') workbook.push(Buffer.from(message.bytes))
      else {
        reader ??= readElm(listener)
        reader.write(message.bytes)
      }
      return tell({ type: 'more', persons: total })
    }
    if (way === 'online') return finish(null)
    if (way === 'elm') return finish((reader ?? readElm(listener)).end())
    const bytes = Buffer.concat(workbook)
    workbook = []
    await guardWorkbook(bytes)
    const { readExcel } = await import('./excel/read.js')
    finish(readExcel(bytes, known.addressee.office, listener))
  }
  listen((message) => {
    act(message).catch((error) => {
      const refusal = refusalIn(error)
      if (!refusal) throw error
      tell({ type: 'refused', refusal })
    })
  })
}
