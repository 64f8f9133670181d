import type { DeskRow } from '../../db/desk/list.js'
import type { Speech } from '../mutations/summary.js'

/** The proposal in a few words, where the task was opened with it. */
export function briefOf({ brief }: DeskRow['details'], { t, fmt }: Pick<Speech, 't' | 'fmt'>) {
  const { verdict, amount } = (brief ?? {}) as { verdict?: string; amount?: number }
  if (!verdict) return null
  const sum = verdict === 'grant' && amount ? `, ${fmt.money(amount)}` : ''
  return { text: t(`tasks:verdict.${verdict}`) + sum, open: verdict === 'clarify' }
}
