import type { Block } from './letter.js'
import type { Speech } from './speech.js'

/** What must be reported and how quickly (ATSG 31, FamZV 18d), and what happens otherwise (ATSG 25). */
export function dutyNotice({ t }: Speech): Block[] {
  const changes = ['household', 'training', 'work', 'otherParent', 'income', 'abroad', 'address'] as const
  return [
    { type: 'heading', text: t('letters:duty.title') },
    { type: 'paragraph', text: t('letters:duty.text') },
    { type: 'list', items: changes.map((change) => t(`letters:duty.changes.${change}`)) },
    { type: 'paragraph', text: t('letters:duty.consequence') },
  ]
}
