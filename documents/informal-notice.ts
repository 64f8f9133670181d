import { citation } from './citation.js'
import { addressLine, type Block, type Office } from './letter.js'
import type { Speech } from './speech.js'

/** The allowance is set without a formal decision, which may be demanded (EOG 18 II, ATSG 51 II). */
export function informalNotice(office: Office, speech: Speech): Block[] {
  const { t } = speech
  const text = t('dailyAllowance:letter.remedy', {
    informal: citation('EOG 18 II', speech),
    law: citation('ATSG 51 II', speech),
    office: addressLine([office.name, ...office.address]),
  })
  return [
    { type: 'heading', text: t('dailyAllowance:letter.remedyTitle') },
    { type: 'paragraph', text },
  ]
}
