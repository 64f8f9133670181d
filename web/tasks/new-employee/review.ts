import { peopleLike, type RegisteredPerson } from '../../../db/people/newcomers.js'
import { ahvNumberProblem, normaliseAhvNumber } from '../../../domain/ahv-number.js'
import { listName } from '../../../domain/names.js'
import type { NewEmployeeAnswers } from '../../../domain/new-employee/answers.js'
import { type Entry, findEntry } from '../../../domain/new-employee/findings.js'
import { contradictions } from '../../../domain/new-employee/known.js'
import { fault, one } from '../../mutations/fields.js'
import type { Scene } from '../form.js'
import { type Findings, reviewOf } from '../review.js'
import type { SheetItem } from '../sheet.js'
import { knownText } from './known-text.js'

interface Found extends Findings<Entry> {
  reasons: SheetItem['reasons']
}

/** The office looks at an entry: it gets the AHV number, or finds out who is meant. */
export const newEmployeeReview = reviewOf<NewEmployeeAnswers, Entry>({
  async find(scene, answers): Promise<Found> {
    const register = await registerFor(scene, answers.person)
    const { verdict, result, missing, reasons, known } = findEntry(
      answers,
      register,
      scene.mutation.employerId,
    )
    const { t } = scene
    const isOpen = reasons[0] === 'number-missing' && !result.ahvNumber
    return {
      ...{ verdict, result, missing },
      reasons: [
        {
          text: t(`newEmployee:review.${reasons[0] ?? 'number-missing'}`),
          law: '',
          met: isOpen ? 'open' : 'yes',
        },
        ...known.map((it) => ({
          text: knownText(it.person as RegisteredPerson, it.contradictions, scene),
          law: '',
          met: it.contradictions.length > 0 ? ('no' as const) : ('yes' as const),
        })),
      ],
    }
  },

  show({ ahvNumber }, { t, fmt }, { person, work }, findings) {
    const { reasons } = findings as Found
    return {
      items: [
        {
          title: listName(person),
          period: t('newEmployee:review.entry', { date: fmt.date(work.startsOn) }),
          sum: ahvNumber ?? t('newEmployee:person.noneYet'),
          granted: ahvNumber ? 'yes' : 'open',
          reasons,
        },
      ],
      totals: [],
    }
  },

  fields: {
    view: '/tasks/new-employee/number',
    values: ({ result }) => ({ ahvNumber: result.ahvNumber ?? '' }),
    async read(typed, findings, scene) {
      const number = one(typed.ahvNumber)
      const problem = ahvNumberProblem(number)
      if (problem) return { faults: [fault('ahvNumber', `rules:problems.ahv-number-${problem}`)] }
      const ahvNumber = normaliseAhvNumber(number)
      // what the caseworker has read on the page needs no second look, another number does
      const bearer = ahvNumber === findings.result.ahvNumber ? null : await otherBearer(scene, ahvNumber)
      if (!bearer) return { value: { ahvNumber } }
      const { birthDate, employer } = bearer
      const params = { name: listName(bearer), birthDate, employer }
      return { faults: [fault('ahvNumber', 'newEmployee:review.numberOfOther', params)] }
    },
  },
})

/** People of all employers who may be the same person, but not what this very report has put on file. */
async function registerFor(
  { deps, mutation }: Scene,
  like: { ahvNumber?: string; birthDate?: string },
): Promise<RegisteredPerson[]> {
  const people = await peopleLike(deps.db, like)
  return people.filter(({ id }) => id !== mutation.employeeId)
}

/** Somebody on file who bears a number and cannot be the person of the report. */
async function otherBearer(scene: Scene, ahvNumber: string | null): Promise<RegisteredPerson | null> {
  if (!ahvNumber) return null
  const { person } = scene.mutation.answers as NewEmployeeAnswers
  const bearers = (await registerFor(scene, { ahvNumber })).filter((it) => it.ahvNumber === ahvNumber)
  return bearers.find((it) => contradictions({ ...person, ahvNumber }, it).length > 0) ?? null
}
