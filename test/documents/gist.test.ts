import { expect } from 'chai'
import { familyAllowanceDecision } from '../../documents/family-allowance-decision.js'
import { gistAmounts, gistResults, gistSteps } from '../../domain/gist.js'
import { formats } from '../../locales/format.js'
import { languages, translator } from '../../locales/i18n.js'
import { gistText } from '../../web/messages/gist.js'
import { decision, line } from './letters.js'

describe('What a letter comes to', () => {
  it('is set down with the letter: whom, what, from when, how much, and until when to object', () => {
    const granted = decision('fr', { lines: [line()], monthly: 24_500, arrears: 40_080 })
    expect(familyAllowanceDecision(granted).gist).to.deep.equal({
      result: 'granted',
      person: 'Đorđe Petrović',
      allowances: [
        { name: 'Mia Petrović', kind: 'child', rate: 24_500, from: '2026-10-12', to: '2035-03-31' },
      ],
      amounts: [
        { what: 'monthly', amount: 24_500 },
        { what: 'arrears', amount: 40_080 },
      ],
      next: [{ what: 'pay-with-wage' }, { what: 'report-changes' }],
      // thirty days, the standstill of Christmas left out, and to the next working day (ATSG 38)
      objectionUntil: '2027-01-08',
    })
  })

  it('names of a refusal the reason and the objection, and no sum', () => {
    const refused = decision('de', { outcome: 'refuse', lines: [line({ granted: 'no' })], monthly: 0, arrears: 0, reason: 'Kein Lohn.' }) // biome-ignore format: one line
    const gist = familyAllowanceDecision(refused).gist
    expect(gist).to.deep.include({
      result: 'refused',
      allowances: [],
      amounts: [],
      reason: 'Kein Lohn.',
      next: [],
    })
  })

  for (const language of languages)
    it(`has words for whatever it can say in ${language}`, () => {
      const speech = { t: translator(language), fmt: formats(language) }
      for (const result of gistResults) {
        const gist = {
          ...{ result, person: 'Mia', year: 2026, from: '2026-01-01', allowancesUntil: '2026-12-31' },
          amounts: gistAmounts.map((what) => ({ what, amount: 100 })),
          next: gistSteps.map((what) => ({ what, on: '2026-12-31' })),
          ...{ reason: 'x', objectionUntil: '2026-12-31' },
        }
        const shown = JSON.stringify(gistText(gist, speech))
        expect(shown).not.to.match(/messages:|\{\{/)
      }
    })
})
