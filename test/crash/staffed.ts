import type { Knex } from 'knex'
import { readConfig } from '../../config.js'
import { openWithKeys } from '../../db/knex.js'
import { openStack, type Stack } from '../stack.js'
import { type Person, signedIn } from './person.js'

/** Who reports and who decides, signed in at a portal. */
export const people = async (url: string): Promise<{ hr: Person; desk: Person }> => ({
  hr: await signedIn(url, 'hr@muster-bau.example'),
  desk: await signedIn(url, 'desk@kasse.example'),
})

/** The demo office with all its processes, its database, and who reports and decides there. */
export async function openStaffed(
  settings: Record<string, string> = {},
): Promise<{ stack: Stack; db: Knex; hr: Person; desk: Person }> {
  const stack = await openStack(settings)
  try {
    await Promise.all([stack.script('seed'), stack.startTemporal()])
    await Promise.all([stack.startPortal(), stack.startWorker()])
    return { stack, db: openWithKeys(readConfig(stack.env)), ...(await people(stack.url)) }
  } catch (error) {
    await stack.close()
    throw error
  }
}
