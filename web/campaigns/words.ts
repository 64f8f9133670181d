import type { Campaign, Progress } from '../../db/certificates/campaigns.js'
import type { DueCertificate } from '../../db/certificates/due.js'
import { type IsoDate, swissDate } from '../../domain/dates.js'
import type { Speech } from '../mutations/summary.js'

interface Reader extends Speech {
  today: IsoDate
  path: string
}

/** A campaign as a row of the list. */
export function campaignItem(
  campaign: Campaign,
  progress: Progress | undefined,
  { t, fmt, today, path }: Reader,
) {
  const { opened = 0, answered = 0, overdue = 0 } = progress ?? {}
  return {
    title: t(campaign.id.startsWith('daily-') ? 'campaigns:daily' : 'campaigns:byHand', {
      date: fmt.date(swissDate(campaign.openedAt)),
    }),
    meta: [
      t('campaigns:count.opened', { count: opened }),
      t('campaigns:count.answered', { count: answered }),
    ].join(', '),
    href: `${path}/${campaign.id}`,
    glyph: { icon: 'school', tone: campaign.status === 'open' ? 'accent' : undefined },
    ...(overdue > 0
      ? { tag: { text: t('campaigns:count.overdue', { count: overdue }), tone: 'late' } }
      : { text: fmt.since(campaign.openedAt, today) }),
  }
}

/** What the page of a campaign says at its top. */
export function progressFacts(
  campaign: Campaign,
  progress: Progress | undefined,
  by: string | null,
  { t, fmt }: Speech,
) {
  const { opened = 0, answered = 0, overdue = 0, closed = 0 } = progress ?? {}
  const all = campaign.found ?? opened
  const number = (value: number) => fmt.number(value)
  return [
    {
      label: t('campaigns:fact.opened'),
      value: t('campaigns:ofAll', { some: number(opened), all: number(all) }),
      figures: true,
    },
    { label: t('campaigns:fact.answered'), value: number(answered), figures: true },
    { label: t('campaigns:fact.overdue'), value: number(overdue), figures: true, strong: overdue > 0 },
    { label: t('campaigns:fact.closed'), value: number(closed), figures: true },
    { label: t('campaigns:fact.lead'), value: t('campaigns:days', { count: campaign.leadDays }) },
    { label: t('campaigns:fact.by'), value: by ?? t('campaigns:clock') },
  ]
}

/** An employer with what is due or has come to pass there. */
export const employerItem = (
  row: { name: string; memberNumber: string; opened: number } & Partial<Progress>,
  { t }: Speech,
) => ({
  title: row.name,
  meta: row.memberNumber,
  glyph: { icon: 'home' },
  text: [
    t('campaigns:count.children', { count: row.opened }),
    ...(row.answered === undefined ? [] : [t('campaigns:count.answered', { count: row.answered })]),
    ...(row.overdue ? [t('campaigns:count.overdue', { count: row.overdue })] : []),
  ].join(', '),
})

/** A child that will be asked about. */
export const dueItem = (due: DueCertificate & { employer: string }, { t, fmt }: Speech) => ({
  title: `${due.lastName} ${due.firstName}`,
  meta: due.employer,
  glyph: { icon: due.why === 'turns-16' ? 'child' : 'school' },
  text: t(`campaigns:why.${due.why}`, { date: fmt.date(due.until) }),
})
