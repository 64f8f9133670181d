import { expect } from 'chai'
import { usePortal } from './portal.js'

const digit =
  'Die Prüfziffer der AHV-Nummer stimmt nicht. Vergleichen Sie die Nummer mit dem Versicherungsausweis.'
const partial = { 'HX-Request': 'true', 'HX-Request-Type': 'partial' }

describe('A number that was just typed', () => {
  const portal = usePortal()
  const asked = async (path: string, fields: Record<string, string | string[]>) => {
    const answer = await portal.visitor().post(path, fields, partial)
    expect(answer.status).to.equal(200)
    expect(answer.text).not.to.include('<html')
    return answer.words
  }

  for (const [number, words] of [
    ['756.9217.0769.84', digit],
    ['756 9217 0769 84', digit],
    [
      '756.9217.0769',
      'Eine AHV-Nummer hat 13 Ziffern, zum Beispiel 756.1234.5678.97. Prüfen Sie Ihre Eingabe.',
    ],
    ['<b>756</b>', 'Eine AHV-Nummer hat 13 Ziffern, zum Beispiel 756.1234.5678.97. Prüfen Sie Ihre Eingabe.'],
    ['757.9217.0769.82', 'Eine AHV-Nummer beginnt mit 756. Prüfen Sie Ihre Eingabe.'],
    ['756.9217.0769.85', ''],
    ['7569217076985', ''],
    ['', ''],
  ] as const)
    it(`${number || 'nothing'} as AHV number is answered with ${words ? `«${words}»` : 'nothing'}`, async () => {
      expect(await asked('/checks/ahv-number', { ahvNumber: number })).to.equal(words)
    })

  for (const [iban, words] of [
    ['CH93 0076 2011 6238 5295 7', ''],
    ['CH93 0076 2011 6238 5295 8', 'Diese IBAN stimmt nicht'],
    ['CH44 3199 9123 0008 8901 2', 'QR-IBAN'],
    ['', ''],
  ] as const)
    it(`${iban || 'nothing'} as IBAN is answered with ${words ? `«${words}»` : 'nothing'}`, async () => {
      const said = await asked('/checks/iban', { iban })
      if (words) expect(said).to.include(words)
      else expect(said).to.equal('')
    })

  it('is the one that was left, of several with the same name', async () => {
    const numbers = ['756.9217.0769.85', '756.9217.0769.84']
    expect(await asked('/checks/ahv-number?at=0', { ahvNumber: numbers })).to.equal('')
    expect(await asked('/checks/ahv-number?at=1', { ahvNumber: numbers })).to.equal(digit)
    expect(await asked('/checks/ahv-number?at=nine', { ahvNumber: numbers })).to.equal('')
  })

  it('is spoken of in the language of the page', async () => {
    const words = await asked('/checks/ahv-number?lang=fr', { ahvNumber: '756.9217.0769.84' })
    expect(words).to.include('Le chiffre de contrôle du numéro AVS est faux')
  })
})
