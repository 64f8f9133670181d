import type {
  AllowanceKind,
  ChildAnswers,
  CivilStatus,
  TrainingAnswers,
} from '../domain/family-allowance/answers.js'
import type { Canton, Language } from '../domain/kinds.js'
import type { When } from './when.js'

/** Somebody who works for an employer of the demo. Nobody of them exists. */
export interface Person {
  /** First name, then family name. */
  name: string
  sex: 'female' | 'male'
  born: When
  /** `Street 1, 9000 City`, with the country before the code when it is not Switzerland: `AT-6850`. */
  home: string
  /** What the person does. */
  work: string
  /** Francs a month. */
  wage: number
  since: When
  until?: When
  /** Per cent. */
  workload?: number
  /** Canton of the home, when it is not where the employer is. */
  livesIn?: Canton
  /** Where the person works, when it is not where the employer is. */
  canton?: Canton
  workplace?: string
  status?: CivilStatus
  nation?: string
  language?: Language
  /** Nobody knows the AHV number yet. */
  unnumbered?: true
  children?: Child[]
}

/** A child that is on file with the office. */
export interface Child {
  first: string
  /** Only if it is another than the parent's. */
  last?: string
  sex: 'female' | 'male'
  born: When
  training?: Training
  incapable?: true
  /** The other parent comes first and works in this canton: only a difference is paid. */
  behind?: Canton
  country?: string
}

export interface Training extends Pick<TrainingAnswers, 'kind' | 'institution'> {
  from: When
  until: When
}

/** A child that is reported: what of it is not usual. */
export interface Reported extends Child {
  kinds?: AllowanceKind[]
  livesWith?: ChildAnswers['livesWith']
  /** Of an apprentice, francs a month. */
  earns?: number
}

type More = Omit<Reported, 'first' | 'sex' | 'born'>

export const daughter = (first: string, born: When, more: More = {}): Reported => ({
  first,
  sex: 'female',
  born,
  ...more,
})
export const son = (first: string, born: When, more: More = {}): Reported => ({
  first,
  sex: 'male',
  born,
  ...more,
})

export const apprentice = (institution: string, from: When, until: When): Pick<Child, 'training'> => ({
  training: { kind: 'apprenticeship', institution, from, until },
})
export const student = (institution: string, from: When, until: When): Pick<Child, 'training'> => ({
  training: { kind: 'university', institution, from, until },
})
export const pupil = (institution: string, from: When, until: When): Pick<Child, 'training'> => ({
  training: { kind: 'secondary-school', institution, from, until },
})
