import type { Document } from '../../../db/reports/documents.js'
import type { OtherParentLeaveAnswers } from '../../../domain/other-parent-leave/answers.js'
import { summariseMaternity } from '../maternity/summary.js'
import type { Row, Section, Speech } from '../summary.js'

/** What was reported about the other parent's leave, topic by topic. */
export function summariseOtherParentLeave(
  answers: OtherParentLeaveAnswers,
  speech: Speech,
  documents: Document[],
): Section[] {
  const { t } = speech
  const alike = summariseMaternity({ ...answers, since: {} }, speech, documents)
  const leave = { slug: 'leave', title: '', rows: leaveRows(answers, speech) }
  return alike
    .filter(({ slug }) => slug !== 'hospital')
    .flatMap((section) => (section.slug === 'leave-pay' ? [leave, section] : [section]))
    .map((section) => ({ ...section, title: t(`otherParentLeave:topic.${section.slug}`) }))
}

function leaveRows({ leave }: OtherParentLeaveAnswers, { t, fmt }: Speech): Row[] {
  return [
    {
      label: t(`otherParentLeave:leave.manner.${leave.by}`),
      value: leave.spans.map(({ from, to }) => fmt.period(from, to)),
    },
    ...(leave.motherDiedOn
      ? [{ label: t('otherParentLeave:leave.motherDiedOn'), value: fmt.date(leave.motherDiedOn) }]
      : []),
  ]
}
