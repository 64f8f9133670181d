import { expect } from 'chai'
import { renderLetter } from '../../documents/letter.js'
import { terminationConfirmation, terminationRefusal } from '../../documents/termination-confirmation.js'
import { terminationDecision } from '../../documents/termination-decision.js'
import { workInterruptionConfirmation } from '../../documents/work-interruption-confirmation.js'
import { workInterruptionDecision } from '../../documents/work-interruption-decision.js'
import { type Language, languages } from '../../domain/kinds.js'
import { terminationReasons } from '../../domain/termination/answers.js'
import { ruled as exitRule, type TerminationRule, terminationRules } from '../../domain/termination/rules.js'
import { interruptionReasons } from '../../domain/work-interruption/answers.js'
import { type InterruptionRule, interruptionRules, ruled } from '../../domain/work-interruption/rules.js'
import { line, office } from './letters.js'
import { readPdf } from './read-pdf.js'

const head = (language: Language) => ({
  language,
  office,
  place: 'Bern',
  reference: 'AU-AB12-CD34',
  createdAt: '2026-11-23T09:00:00.000Z',
  employee: { name: 'Mia Muster', address: ['Weg 1', '9000 St. Gallen'], ahvNumber: '756.9217.0769.85' },
  employer: { name: 'Muster Bau AG', address: ['Gasse 2', '9015 St. Gallen'], memberNumber: '47.110-3' },
})
const params = {
  ...{ beginDate: '2026-02-10', untilDate: '2026-05-31', endDate: '2026-05-31', resumedDate: '2026-08-20' },
  ...{ fromDate: '2026-08-01', deathDate: '2026-02-10', dutyDate: '2026-02-24', weeks: 16 },
  ...{ paidAmount: 63_000, minimumAmount: 63_000, overpaidAmount: 24_500 },
}
const allInterruption = (Object.keys(interruptionRules) as InterruptionRule[]).map((it) =>
  ruled(it, params, interruptionRules[it][0] ?? 'FamZV 10 II bter'),
)
const allExit = (Object.keys(terminationRules) as TerminationRule[]).map((it) => exitRule(it, params))

const textOf = async (letter: Parameters<typeof renderLetter>[0]) => readPdf(await renderLetter(letter)).text

for (const language of languages)
  describe(`Letters about work in ${language}`, () => {
    const whole = (text: string) =>
      expect(text).not.to.match(/\{\{|workInterruption|termination\.|letters:|\bundefined\b/)

    it('confirm an interruption with its day, its reasons and their articles', async () => {
      for (const reason of interruptionReasons) {
        const text = await textOf(
          workInterruptionConfirmation({
            ...head(language),
            date: '2026-11-23',
            answers: { reason, begin: '2026-02-10' },
            continuation: { until: '2026-05-31', resumed: null },
            reasons: allInterruption,
            allowances: [{ childName: 'Lia Muster', kind: 'child', rate: 24_500, until: '2026-05-31' }],
            askedOn: '2026-05-31',
          }),
        )
        whole(text)
        expect(text)
          .to.include('Lia Muster')
          .and.include('31.05.2026')
          .and.match(/[Aa]rt\. 10/)
      }
    })

    it('decide on an interruption with legal remedy, whatever the outcome', async () => {
      for (const what of ['stopped', 'resumed', 'refused'] as const)
        for (const isDeath of [false, true]) {
          const ended = what === 'resumed' ? [] : [line({ to: '2026-05-31', partMonths: [] })]
          const resumed = what === 'resumed' ? [line({ from: '2026-08-01', partMonths: [] })] : []
          const decision = { what, isDeath, ended, resumed, lastDay: '2026-05-31', reasons: allInterruption }
          const text = await textOf(
            workInterruptionDecision({
              ...head(language),
              ...decision,
              date: '2026-06-02',
              overpaid: 24_500,
            }),
          )
          whole(text)
          expect(text).to.match(/52/).and.include('245.00').and.include('Muster Bau AG')
        }
    })

    it('confirm, refuse and decide on an exit', async () => {
      for (const reason of terminationReasons) {
        const answers = { reason, lastDay: '2026-07-15', successor: 'Holzbau AG', documents: [] }
        const exit = { ...head(language), date: '2026-07-20', answers, reason: 'Eigene Worte.' }
        const letters = [
          terminationConfirmation({ ...exit, ends: true, allowancesUntil: '2026-07-15' }),
          terminationConfirmation({ ...exit, ends: false, allowancesUntil: '2026-07-15' }),
          terminationRefusal(exit),
          terminationDecision({
            ...head(language),
            ...{
              date: '2026-07-20',
              why: reason === 'death' ? ('death' as const) : ('exit' as const),
              allowancesUntil: '2026-07-15',
            },
            ...{ overpaid: 11_450, reasons: allExit, reason: 'Eigene Worte.' },
            ended: [line({ to: '2026-07-15', partMonths: [{ month: '2026-07', days: 15, amount: 11_550 }] })],
          }),
        ]
        for (const letter of letters) {
          const text = await textOf(letter)
          whole(text)
          expect(text).to.include('Eigene Worte.').and.include('Mia Muster')
        }
      }
    })
  })
