import type { Config } from '../../../config.js'
import { declarationOf } from '../../../db/declarations/declarations.js'
import { expectFromYearBefore, knownOf } from '../../../db/declarations/known.js'
import { correctionsOf, filePieces, keepPage } from '../../../db/declarations/parts.js'
import { claimReading, endReading, noteProgress } from '../../../db/declarations/reading.js'
import { swissDate } from '../../../domain/dates.js'
import { readInThread } from '../../../salaries/reading.js'
import type { Deps } from '../../deps.js'

/** Without a sign of life for so long, a reader counts as dead and somebody else may begin anew. */
const aliveForSeconds = 30
/** Per cent by which wages may differ from last year's without a word. */
const wagesMayDiffer = 20

type ReadingDeps = Pick<Deps, 'db' | 'vault' | 'clock'> & { config: Pick<Config, 'office' | 'rounding'> }

/**
 * Reads and checks what came in, if nobody else is at it: persons, findings and sums are stored as it goes. Whoever looks at
 * a reading that has died takes it up again from the beginning. Answers whether it was ours and came to its end.
 */
export async function readDeclaration(
  { db, vault, clock, config }: ReadingDeps,
  mutationId: string,
): Promise<boolean> {
  const until = () => new Date(Date.now() + aliveForSeconds * 1000).toISOString()
  const reading = await claimReading(db, mutationId, new Date().toISOString(), until())
  if (!reading) return false
  const claimed = await declarationOf(db, mutationId)
  if (!claimed) return false
  const declaration = { ...claimed, reading }
  const { employerId, year, way } = declaration
  const question = { employerId, year, today: swissDate(clock()), office: config.office.number, rounding: config.rounding, wagesMayDiffer } // biome-ignore format: one line
  const known = await knownOf(db, question)
  await expectFromYearBefore(db, vault, employerId, known)
  const corrections = await correctionsOf(db, vault, declaration)
  const source = {
    way,
    pieces: filePieces(db, vault, declaration),
    corrections: new Map([...corrections].map(([index, { person }]) => [index, person])),
  }
  let findings = 0
  let told = 0
  const end = await readInThread(source, known, {
    async page(n, persons, found) {
      await keepPage(db, vault, declaration, n, persons, findings, found)
      findings += found.length
    },
    async progress(piecesRead, persons) {
      if (Date.now() - told < 500) return
      told = Date.now()
      if (!(await noteProgress(db, declaration, { piecesRead, persons, readingUntil: until() })))
        throw new Error('a newer reading has taken the place of this one')
    },
  })
  const result =
    'refused' in end
      ? { refusal: end.refused }
      : (({ pages, persons, ...read }) => ({ read, pages, persons }))(end.read)
  return endReading(db, declaration, result, { actor: 'system', at: clock() })
}
