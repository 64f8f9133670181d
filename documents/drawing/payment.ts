import { SwissQRBill } from 'swissqrbill/pdf'
import type { Payment } from '../letter.js'
import type { Speech } from '../speech.js'
import { fontFile, mm, type Paper } from './paper.js'

const height = mm(105)
const languages = { de: 'DE', fr: 'FR', it: 'IT', en: 'EN' } as const

/** The payment part with its receipt, as SIX has it, at the foot of a page of its own, which can be torn off. */
export function drawPayment({ doc, root }: Paper, payment: Payment, { language, t, fmt }: Speech): void {
  const { iban, reference, amount, creditor, debtor } = payment
  doc.registerFont('Liberation Sans', fontFile('LiberationSans-Regular'))
  doc.registerFont('Liberation Sans-Bold', fontFile('LiberationSans-Bold'))
  const bill = new SwissQRBill(
    {
      ...{ currency: 'CHF', amount: amount / 100, reference },
      creditor: { account: iban, ...partyOf(creditor) },
      debtor: partyOf(debtor),
    },
    { language: languages[language], fontName: 'Liberation Sans' },
  )
  doc.addPage()
  const alt = t('letters:payment', {
    amount: fmt.money(amount),
    iban,
    reference,
    creditor: creditor.name,
    debtor: debtor.name,
  })
  const box: [number, number, number, number] = [0, doc.page.height - height, doc.page.width, doc.page.height]
  const described: object = { alt, bbox: box } // the types do not know the box
  root.add(
    doc.struct('Figure', described, () => {
      const { bottom } = doc.page.margins
      doc.page.margins.bottom = 0
      doc.save()
      bill.attachTo(doc)
      doc.restore()
      doc.page.margins.bottom = bottom
    }),
  )
}

const partyOf = ({ name, street, zip, city }: Payment['creditor']) => {
  const [, road = street, number] = /^(.*?)\s+(\d+\s?\w?)$/.exec(street) ?? []
  return { name, address: road, ...(number && { buildingNumber: number }), zip, city, country: 'CH' }
}
