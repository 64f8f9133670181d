import type { Knex } from 'knex'
import type { Config } from '../config.js'
import type { Courier } from '../courier.js'
import type { Vault } from '../db/seal.js'
import type { Signer } from '../documents/signing/signer.js'
import { campaignActivities } from './campaign.js'
import { declarationCallActivities } from './declaration-call.js'
import { familyAllowanceActivities } from './family-allowance.js'
import type { Mailer } from './mailer.js'
import { mailingActivities } from './mailing.js'
import { maternityActivities } from './maternity.js'
import { newEmployeeActivities } from './new-employee.js'
import { otherParentLeaveActivities } from './other-parent-leave.js'
import { postActivities } from './post.js'
import { retentionActivities } from './retention.js'
import { salaryDeclarationActivities } from './salary-declaration.js'
import { taskActivities } from './tasks.js'
import { terminationActivities } from './termination.js'
import { trainingCertificateActivities } from './training-certificate.js'
import { webhookActivities } from './webhook/index.js'
import { workInterruptionActivities } from './work-interruption.js'

/** What the activities work with. */
export interface Deps {
  db: Knex
  vault: Vault
  /** Signs letters; null where the office does not. */
  signer: Signer | null
  mailer: Mailer
  courier: Pick<Courier, 'wake'>
  config: Pick<
    Config,
    'spans' | 'declarations' | 'campaignPerSecond' | 'rounding' | 'office' | 'baseUrl' | 'webhooks'
  >
}

export type Activities = ReturnType<typeof createActivities>

/** All that workflows may do. Each can run again and arrives where it was. */
export const createActivities = (deps: Deps) => ({
  ...taskActivities(deps),
  ...familyAllowanceActivities(deps),
  ...newEmployeeActivities(deps),
  ...workInterruptionActivities(deps),
  ...terminationActivities(deps),
  ...maternityActivities(deps),
  ...otherParentLeaveActivities(deps),
  ...trainingCertificateActivities(deps),
  ...campaignActivities(deps),
  ...mailingActivities(deps),
  ...salaryDeclarationActivities(deps),
  ...declarationCallActivities(deps),
  ...postActivities(deps),
  ...webhookActivities(deps),
  ...retentionActivities(deps),
})
