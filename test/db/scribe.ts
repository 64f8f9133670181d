import { noteRead } from '../../db/audit/note.js'
import { openDatabase } from '../../db/knex.js'
import { by } from './rows.js'

// Another process, for the tests: writes so many entries about an object into the audit of a database.
const [url = '', object = '', count] = process.argv.slice(2)
const db = openDatabase(url)
await Promise.all(
  Array.from({ length: Number(count) }, (_, i) =>
    noteRead(db, by('worker', i), { action: 'employee.read', object }),
  ),
)
await db.destroy()
