import { objection } from '../domain/legal-remedy.js'
import { citation } from './citation.js'
import { addressLine, type Block, type Office } from './letter.js'
import type { Speech } from './speech.js'

/** How to object to a decision (ATSG 49 III, 52): where, until when, in what form, at what cost, and what happens then. */
export function objectionNotice(office: Office, speech: Speech): Block[] {
  const { t } = speech
  const law = (article: string) => citation(article, speech)
  const address = addressLine([office.name, ...office.address])
  return [
    { type: 'heading', text: t('letters:objection.title') },
    { type: 'paragraph', text: t('letters:objection.where', { office: address, law: law(objection.law) }) },
    {
      type: 'list',
      items: [
        t('letters:objection.form', { law: law(objection.formLaw) }),
        t('letters:objection.time', { law: law('ATSG 38 I') }),
        t('letters:objection.standstill', { law: law(objection.standstillLaw) }),
        t('letters:objection.effect', { law: law(objection.suspensionLaw) }),
        t('letters:objection.worsening', { law: law(objection.worseningLaw) }),
        t('letters:objection.cost', { law: law(objection.costLaw) }),
      ],
    },
  ]
}
