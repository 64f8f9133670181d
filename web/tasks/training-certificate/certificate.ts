import { answerCertificate, certificateFactsOf } from '../../../db/certificates/certificates.js'
import { findCertificate, isLate } from '../../../db/certificates/rows.js'
import type { Certificate, CertificateAnswers } from '../../../domain/training-certificate/answers.js'
import type { CertificateFacts } from '../../../domain/training-certificate/facts.js'
import type { Row } from '../../mutations/summary.js'
import { readCertificate } from '../../mutations/training-certificate/read.js'
import { choicesFor, type RowPage, rowPage, typedInRow } from '../../mutations/training-certificate/row.js'
import { certificateRows } from '../../mutations/training-certificate/summary.js'
import type { TaskData, TaskForm } from '../form.js'

interface Asked extends TaskData {
  rows: RowPage[]
  choices: ReturnType<typeof choicesFor>
  /** What was answered, once it was. */
  given: Row[] | null
  facts: CertificateFacts
  isProven: boolean
  /** Where an answer can still come when its time is over. */
  late: string | null
}

/** The employer says whether a child is still in education, and proves it. */
export const certificate: TaskForm<Asked, Certificate> = {
  side: 'employer',
  view: 'tasks/certificate',
  guide: 'training-certificate',
  isExtendable: () => true,

  async load(scene) {
    const { deps, task, mutation, t } = scene
    const row = await findCertificate(deps.db, mutation.employerId, mutation.id)
    if (!row) throw new Error('the report of a task is gone')
    const page = await rowPage(deps, row, 0, scene, {})
    const answers = mutation.answers as CertificateAnswers
    const given = answers.certificates.find(({ at }) => at === task.closedAt)
    const facts = await certificateFactsOf(deps.db, mutation, scene.today, deps.config.rounding)
    return {
      title: t('trainingCertificate:page.one', { name: page.name }),
      rows: [page],
      choices: choicesFor(deps, scene),
      given: given ? certificateRows(given, scene) : null,
      ...{ facts, isProven: row.documents.length > 0 },
      late: isLate(row) ? `/e/${mutation.employerId}/certificates/${mutation.id}` : null,
    }
  },

  values: (_scene, { rows }) => rows[0]?.values ?? {},

  // the page sends its form to that of all certificates, which takes files as well
  read: (typed, { mutation }, { facts, isProven }) =>
    readCertificate(typedInRow(typed, 0), mutation.answers as CertificateAnswers, facts, isProven),

  async complete({ deps, task, by }, answer) {
    return (await answerCertificate(deps.db, task, answer, by)) ? 'won' : 'closed'
  },
}
