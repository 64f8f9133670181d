import { randomBytes, randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import { referenceFor } from '../../domain/references.js'
import { type CertificateAnswers, nothingSettled } from '../../domain/training-certificate/answers.js'
import type { By } from '../audit/note.js'
import { openReports } from '../reports/opened.js'
import { type Campaign, insertCampaign } from './campaigns.js'
import type { DueCertificate } from './due.js'

const kind = 'training-certificate' as const

/**
 * Asks about children, in one transaction: a report for each child and school year that has none. A campaign of the clock
 * is noted with the first report it opens. Answers how many reports are new.
 */
export function openCertificates(
  db: Knex,
  campaign: Pick<Campaign, 'id' | 'kind' | 'leadDays' | 'employers' | 'found'>,
  due: DueCertificate[],
  by: By,
  name: (subjectKey: string) => { id: string; reference: string } = byChance,
): Promise<number> {
  return db.transaction(async (trx) => {
    const openings = due.map(({ subjectKey, employerId, employeeId, ...it }) => ({
      ...{ kind, subjectKey, employerId, employeeId },
      ...name(subjectKey),
      answers: questionAbout(it),
      campaignId: campaign.id,
    }))
    const opened = await openReports(trx, openings, by)
    if (opened.length > 0) await insertCampaign(trx, campaign, by)
    return opened.length
  })
}

const byChance = () => ({ id: randomUUID(), reference: referenceFor(kind, randomBytes(8)) })

const questionAbout = ({
  childId,
  firstName,
  lastName,
  birthDate,
  why,
  schoolYear,
  until,
}: Omit<DueCertificate, 'subjectKey' | 'employerId' | 'employeeId'>): CertificateAnswers => ({
  child: { id: childId, firstName, lastName, birthDate },
  ...{ why, schoolYear, until },
  certificates: [],
  settled: nothingSettled,
  documents: [],
})
