import type { Knex } from 'knex'
import type { Config } from '../config.js'
import { lastOperations } from '../db/care/operations.js'
import { isMigrated } from '../db/knex.js'
import type { Instant } from '../domain/dates.js'
import { type CertificateSettings, certificates } from './certificates.js'
import { deliveries } from './deliveries.js'
import { type Finding, find, worstFirst } from './finding.js'
import { disk, exercises } from './machine.js'
import { procedures } from './procedures.js'
import type { TemporalView } from './temporal.js'

/**
 * Looks at everything an operator is woken for, the worst first. `connect` throws when Temporal does not answer. `patience` is for how many
 * milliseconds it looks for workflows that fail; what a page can wait for where nothing is said.
 */
export async function examine(
  db: Knex,
  config: Pick<Config, 'dataDir' | 'demo'> & CertificateSettings,
  connect: () => Promise<TemporalView>,
  now: Instant,
  patience?: number,
): Promise<Finding[]> {
  const database = await isMigrated(db).catch((error: Error) => error)
  if (database !== true)
    return [
      database
        ? find('bad', 'database', 'away', { names: [database.message] })
        : find('bad', 'database', 'behind'),
    ]
  const last = await lastOperations(db)
  const findings = [
    find('good', 'database', 'answers'),
    ...(await deliveries(db, last, now)),
    await disk(config.dataDir),
    ...exercises(last, config, now),
    ...(await certificates(config, now)),
  ]
  const temporal = await connect().catch((error: Error) => error)
  if (temporal instanceof Error)
    return worstFirst([...findings, find('bad', 'temporal', 'away', { names: [temporal.message] })])
  try {
    return worstFirst([...findings, ...(await procedures(db, temporal, now, patience))])
  } finally {
    await temporal.close()
  }
}
