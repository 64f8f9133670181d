import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import { type By, note } from '../audit/note.js'

const nobodys = '@erased.invalid'

/** Users who can act for nobody any more and have not signed in since a moment. */
export async function usersToForget(db: Knex, before: Instant, limit: number): Promise<string[]> {
  const found: { id: string }[] = await db('users')
    .where('lastSignInAt', '<', before)
    .whereNot('email', 'like', `%${nobodys}`)
    .where((idle) =>
      idle
        .where({ status: 'disabled' })
        .orWhere((homeless) =>
          homeless
            .where({ role: 'employer' })
            .whereNotExists(db('mandates').whereRaw('?? = ??', ['mandates.userId', 'users.id'])),
        ),
    )
    .orderBy('id')
    .limit(limit)
    .select('id')
  return found.map(({ id }) => id)
}

/** Takes name, address and all that proves a user away; the id stays, which the audit and reports name. */
export async function forgetUser(trx: Knex.Transaction, id: string, by: By): Promise<void> {
  const own = [
    'passkeys',
    'recoveryCodes',
    'resetLinks',
    'sessions',
    'challenges',
    'staffIdentities',
    'memberIdentities',
  ]
  const around = [
    'favourites',
    'officeFavourites',
    'savedLists',
    'notices',
    'mandates',
    'deskViews',
    'teamMembers',
    'absences',
  ]
  for (const table of [...own, ...around]) await trx(table).where({ userId: id }).delete()
  await trx('absences').where({ deputyId: id }).delete()
  const { email } = await trx('users').where({ id }).first('email')
  await trx('accountMails').where({ recipient: email }).delete()
  await trx('invitations').where({ email }).delete()
  await trx('users')
    .where({ id })
    .update({
      email: `${id}${nobodys}`,
      name: '–',
      phone: null,
      passwordHash: '',
      totpSeed: '',
      status: 'disabled',
    })
  await note(trx, by, { action: 'user.forget', object: id })
}
