import { readConfig } from '../config.js'
import { migrate } from '../db/knex.js'

// npm run migrate: brings the database to the schema this code works with.

try {
  const steps = await migrate(readConfig().databaseUrl)
  console.log(
    steps.length > 0 ? `Migrated: ${steps.join(', ')}.` : 'The database is up to date; nothing to migrate.',
  )
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
