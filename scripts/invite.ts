import { parseArgs } from 'node:util'
import { z } from 'zod'
import { readConfig } from '../config.js'
import { invite } from '../db/access/invitations.js'
import { officeRoles, userByEmail } from '../db/access/users.js'
import { openWithKeys } from '../db/knex.js'
import { system } from '../db/reports/mutations.js'
import { createVault } from '../db/seal.js'
import { languages } from '../domain/kinds.js'

// npm run invite -- --email iva@kasse.ch --name "Iva Keller" [--role system-administrator] [--language de]: invites somebody to work for the office, the first
// of all; a running portal or worker sends the mail. From then on that person invites the others under /office/users.

const asked = z.object({
  email: z.string().trim().toLowerCase().max(200).pipe(z.email('--email must be an e-mail address')),
  name: z.string('--name is missing').trim().min(1).max(200),
  role: z.enum(officeRoles, `--role must be one of ${officeRoles.join(', ')}`),
  language: z.enum(languages, `--language must be one of ${languages.join(', ')}`),
})
const { values } = parseArgs({
  options: {
    email: { type: 'string', default: '' },
    name: { type: 'string' },
    role: { type: 'string', default: 'system-administrator' },
    language: { type: 'string', default: 'de' },
  },
})
const typed = asked.safeParse(values)
if (!typed.success) {
  console.error(typed.error.issues.map(({ message }) => message).join('\n'))
  process.exit(2)
}
const config = readConfig()
const vault = createVault(config.dataKey, config.oldDataKeys[0])
const db = openWithKeys(config)
try {
  const { email } = typed.data
  if (await userByEmail(db, email)) throw new Error(`${email} is a user already.`)
  const by = { actor: system, at: new Date().toISOString() }
  await invite(db, vault, { ...typed.data, employerId: null, mandate: { role: 'member' } }, by)
  console.log(`${email} is invited; a running portal or worker sends the mail. It holds for 72 hours.`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await db.destroy()
}
