import type { Document } from '../../../db/reports/documents.js'
import type { TerminationAnswers } from '../../../domain/termination/answers.js'
import type { Row, Section, Speech } from '../summary.js'

/** What an employer reported about an exit, topic by topic. */
export function summariseTermination(
  answers: TerminationAnswers,
  { t, fmt }: Speech,
  _documents: Document[],
): Section[] {
  const { reason, lastDay, otherParent, wageUntil, wage, paidUntil, successor, remark } = answers
  const exit: Row[] = [
    row(t('termination:exit.reason'), t(`termination:reasons.${reason}`)),
    row(t(`termination:exit.${reason === 'death' ? 'died' : 'lastDay'}`), fmt.date(lastDay)),
    ...told(otherParent, t('termination:exit.otherParent'), (it) => t(`termination:otherParent.${it}`)),
  ]
  const paid: Row[] = [
    ...told(wageUntil, t('termination:wage.wageUntil'), fmt.date),
    ...told(wage, t('termination:wage.wage'), fmt.money),
    ...told(paidUntil, t('termination:wage.paidUntil'), fmt.date),
    ...told(successor, t('termination:wage.successor'), String),
    ...told(remark, t('termination:wage.remark'), String),
  ]
  return [
    { slug: 'exit', title: t('termination:topic.exit'), rows: exit },
    {
      slug: 'wage',
      title: t('termination:topic.wage'),
      rows: paid.length > 0 ? paid : [row(t('termination:wage.remark'), t('termination:wage.nothing'))],
    },
  ]
}

const row = (label: string, value: string): Row => ({ label, value })

const told = <V>(value: V | undefined, label: string, say: (value: V) => string): Row[] =>
  value === undefined ? [] : [row(label, say(value))]
