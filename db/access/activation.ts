import type { Knex } from 'knex'
import { type By, note } from '../audit/note.js'
import { tell } from '../notices/account-mails.js'
import type { Vault } from '../seal.js'
import { type Invitation, useInvitation } from './invitations.js'
import { renewRecoveryCodes } from './recovery-codes.js'

/** What a person signs in with from now on; either an app or a phone, or both. */
export interface Proof {
  /** Sealed, or empty. */
  totpSeed: string
  totpLastStep: number
  phone: string | null
}

/**
 * Makes the user of an invitation, with the password it keeps, or gives a user new factors, in one transaction. Answers
 * the recovery codes, or null if the invitation cannot be used any more, or the user is let in no more.
 */
export function activate(
  db: Knex,
  vault: Vault,
  invitation: Invitation,
  proof: Proof,
  by: Omit<By, 'actor'>,
): Promise<string[] | null> {
  const { id, userId, purpose } = invitation
  const own = { ...by, actor: userId }
  return db.transaction(async (trx) => {
    const { passwordHash } = (await trx('invitations').where({ id }).first('passwordHash')) ?? {}
    if (purpose === 'join' && (await trx('users').where({ email: invitation.email }).first('id'))) return null
    const active = () => trx('users').where({ id: userId, status: 'active' })
    if (purpose === 'factors' && !(await active().first('id'))) return null
    if (!(await useInvitation(trx, id, by.at))) return null
    if (purpose === 'factors') {
      await active().update(proof)
      await tell(trx, vault, userId, 'app-changed', by.at)
    } else {
      if (!passwordHash) throw new Error('an invitation without a chosen password cannot be used')
      const { email, name, language, role } = invitation
      await trx('users').insert({ id: userId, email, name, language, role, passwordHash, ...proof })
      await giveMandate(trx, invitation, userId)
    }
    const { employerId } = invitation
    await note(trx, own, {
      action: purpose === 'factors' ? 'user.factors-new' : 'user.activate',
      object: userId,
      employerId,
    })
    return renewRecoveryCodes(trx, userId, by.at)
  })
}

/**
 * Lets a user who is known already act for one more employer; false if the invitation cannot be used any more, or they act for it:
 * nobody's rights are changed by a link, least of all those of the administrator who sent it.
 */
export function acceptMandate(db: Knex, invitation: Invitation, userId: string, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    const held = trx('mandates').where({ userId, employerId: invitation.employerId }).whereNull('endedAt')
    if (await held.first('userId')) return false
    if (!(await useInvitation(trx, invitation.id, by.at))) return false
    await giveMandate(trx, invitation, userId)
    const { employerId } = invitation
    await note(trx, by, { action: 'mandate.accept', object: userId, employerId })
    return true
  })
}

async function giveMandate(trx: Knex.Transaction, { employerId, mandate }: Invitation, userId: string) {
  if (employerId)
    await trx('mandates')
      .insert({ userId, employerId, ...mandate, endedAt: null, endedBy: null })
      .onConflict(['userId', 'employerId'])
      .merge() // a mandate that was ended begins again
}
