import type { IsoDate } from '../domain/dates.js'
import type { Rappen } from '../domain/money.js'
import { closing, headOf, type LetterHead } from './head.js'
import type { Letter } from './letter.js'
import { speechOf } from './speech.js'

/** Everything the reminder of wages that were not declared says. */
export interface SalaryReminder extends LetterHead {
  year: number
  /** The last day that has passed, and the new one. */
  dueOn: IsoDate
  until: IsoDate
  /** Of this letter (AHVV 34a II). */
  fee: Rappen
}

/** The reminder letter: what is missing and until when, its fee, the interest, and what happens without an answer. */
export function salaryDeclarationReminder(it: SalaryReminder): Letter {
  const { t, fmt } = speechOf(it.language)
  const say = (key: string, values = {}) => t(`salaryCall:letter.${key}`, values)
  const next = it.year + 1
  return {
    ...headOf(it, it.employer),
    gist: {
      ...{ result: 'reminded', year: it.year },
      amounts: it.fee > 0 ? [{ what: 'fee', amount: it.fee }] : [],
      next: [{ what: 'declare', on: it.until }],
    },
    title: say('title'),
    subject: say('subject', { year: it.year }),
    blocks: [
      { type: 'paragraph', text: t('letters:salutation') },
      { type: 'paragraph', text: say('opening', { year: it.year, date: fmt.date(it.dueOn) }) },
      { type: 'paragraph', tone: 'strong', text: say('until', { date: fmt.date(it.until) }) },
      {
        type: 'facts',
        rows: [
          { label: say('member'), value: it.employer.memberNumber },
          { label: say('wages'), value: String(it.year) },
          { label: say('fee'), value: fmt.money(it.fee) },
        ],
      },
      { type: 'heading', text: say('follows') },
      {
        type: 'list',
        items: [
          say('feeText', { amount: fmt.money(it.fee) }),
          say('interest', { date: fmt.date(`${next}-01-01`) }),
          say('estimate'),
          say('none', { year: it.year }),
        ],
      },
      { type: 'paragraph', text: say('done') },
      { type: 'paragraph', tone: 'soft', text: say('decision') },
      closing(it, { t }),
    ],
  }
}
