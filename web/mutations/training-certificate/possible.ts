import type { EmployeeFile } from '../../../db/people/employees.js'
import { kindIcons } from '../icons.js'
import type { PossibleReport, Reader } from '../possible.js'

/** Proofs that can still come although their time is over: the allowance then goes on from where it ended. */
export function possibleTrainingCertificates({ mutations }: EmployeeFile, { t }: Reader): PossibleReport[] {
  return mutations
    .filter(
      ({ kind, status, outcome, openTask }) =>
        kind === 'training-certificate' && status === 'running' && outcome !== 'granted' && !openTask,
    )
    .map(({ id, reference }) => ({
      kind: 'training-certificate',
      purpose: id,
      at: `certificates/${id}`,
      icon: kindIcons['training-certificate'],
      title: t('trainingCertificate:late.title'),
      note: t('trainingCertificate:late.note', { reference }),
      why: null,
    }))
}
