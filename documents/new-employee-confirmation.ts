import type { IsoDate } from '../domain/dates.js'
import type { Gist } from '../domain/gist.js'
import type { Canton } from '../domain/kinds.js'
import { contributionNote } from '../domain/new-employee/ages.js'
import { citation } from './citation.js'
import { closing, headOf, type LetterHead } from './head.js'
import type { Block, Letter } from './letter.js'
import { type Speech, speechOf } from './speech.js'

/** Everything the answer to a reported entry says. */
export interface NewEmployeeConfirmation extends LetterHead {
  /** Whether the entry is confirmed or, for a `reason`, not. */
  outcome: 'confirmed' | 'refused'
  /** Day the report came in. */
  submittedOn: IsoDate
  person: { name: string; birthDate: IsoDate; sex: 'female' | 'male'; ahvNumber: string | null }
  work: { startsOn: IsoDate; endsOn?: IsoDate; workplace: string; canton: Canton; allowances: boolean }
  /** The person worked for this employer before. */
  isBack: boolean
  /** What the caseworker writes; obligatory when it is not confirmed. */
  reason?: string
}

/** The answer to a reported entry, to the employer: an Anmeldebestätigung, or why there is none. No decision on benefits. */
export function newEmployeeConfirmation(it: NewEmployeeConfirmation): Letter {
  const { outcome, employer } = it
  const speech = speechOf(it.language)
  const { t, fmt } = speech
  return {
    ...headOf(it, employer),
    title: t(`newEmployee:letter.title.${outcome}`),
    subject: t(`newEmployee:letter.subject.${outcome}`, { name: it.person.name }),
    blocks: [
      { type: 'paragraph', text: t('letters:salutation') },
      {
        type: 'paragraph',
        text: t(`newEmployee:letter.opening.${outcome}`, {
          date: fmt.date(it.submittedOn),
          name: it.person.name,
        }),
      },
      ...(it.reason ? [{ type: 'paragraph', text: it.reason } as const] : []),
      factsOf(it, speech),
      ...(outcome === 'confirmed' ? afterwards(it, speech) : []),
      closing(it, speech),
    ],
    gist: gistOf(it),
  }
}

function gistOf({ outcome, person, work, reason }: NewEmployeeConfirmation): Gist {
  const isConfirmed = outcome === 'confirmed'
  return {
    result: isConfirmed ? 'confirmed' : 'not-confirmed',
    person: person.name,
    from: work.startsOn,
    ...(work.endsOn && { until: work.endsOn }),
    ...(reason && { reason }),
    next: isConfirmed
      ? [{ what: 'add-to-payroll' }, ...(work.allowances ? [{ what: 'claim-allowances' as const }] : [])]
      : [{ what: 'report-again' }],
  }
}

function factsOf({ person, work, employer }: NewEmployeeConfirmation, { t, fmt }: Speech): Block {
  const rows = [
    [t('letters:facts.member'), `${employer.name}\n${employer.memberNumber}`],
    [t('letters:facts.person'), person.name],
    [t('newEmployee:person.birthDate'), fmt.date(person.birthDate)],
    [t('newEmployee:person.ahvNumber'), person.ahvNumber ?? t('newEmployee:person.noneYet')],
    [t('newEmployee:work.startsOn'), fmt.date(work.startsOn)],
    [t('newEmployee:work.endsOn'), work.endsOn ? fmt.date(work.endsOn) : ''],
    [t('newEmployee:work.workplace'), `${work.workplace}, ${t(`mutations:canton.${work.canton}`)}`],
  ]
  return {
    type: 'facts',
    rows: rows.filter(([, value]) => value).map(([label = '', value = '']) => ({ label, value })),
  }
}

/** What follows from a confirmed entry: for the payroll, for the insurance card, for family allowances. */
function afterwards({ person, work, isBack }: NewEmployeeConfirmation, speech: Speech): Block[] {
  const { t, fmt } = speech
  const law = (article: string) => citation(article, speech)
  const age = contributionNote(person, work.startsOn)
  const items = [
    t('newEmployee:letter.wage', { law: law('AHVV 36 II') }),
    ...(age?.note === 'young'
      ? [t('newEmployee:letter.young', { date: fmt.date(age.from), law: law('AHVG 3 II') })]
      : []),
    ...(age?.note === 'retired' ? [t('newEmployee:letter.retired', { law: law('AHVG 4 II') })] : []),
    t('newEmployee:letter.card'),
    ...(isBack ? [t('newEmployee:letter.back')] : []),
    ...(work.allowances ? [t('newEmployee:letter.allowances')] : []),
  ]
  return [
    { type: 'heading', text: t('newEmployee:letter.afterwards') },
    { type: 'list', items },
    { type: 'paragraph', tone: 'soft', text: t('newEmployee:letter.noDecision') },
  ]
}
