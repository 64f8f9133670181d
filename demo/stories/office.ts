import { setAbsence } from '../../db/desk/absences.js'
import { setTeam } from '../../db/desk/teams.js'
import { addDays, type IsoDate } from '../../domain/dates.js'
import type { MutationKind } from '../../domain/kinds.js'
import { userId } from '../accounts.js'
import { idOf } from '../ids.js'
import type { Scene } from '../stage.js'
import { officeHour } from '../when.js'

const [lena, reto, beatrice] = ['desk', 'desk2', 'leitung'].map((name) => userId(`${name}@kasse.example`))

/** A team that the head of the office has made some weeks ago. */
const team =
  (name: string, kinds: MutationKind[], ...members: (string | undefined)[]) =>
  (day: IsoDate): Scene[] => {
    const at = officeHour(day, 60, 9, name.length)
    const set = {
      name,
      rules: { cantons: [], kinds, first: '', last: '' },
      members: members.filter((id) => id !== undefined),
    }
    const by = { actor: String(beatrice), at }
    return [{ at, play: ({ db }) => setTeam(db, null, set, by, idOf('team', name)) }]
  }

/** Reto is away since yesterday, and Lena stands in for him. */
const away = (day: IsoDate): Scene[] => {
  const at = officeHour(day, 12, 11, 5)
  const span = { fromOn: addDays(day, -1), untilOn: addDays(day, 9) }
  const absence = { userId: String(reto), deputyId: String(lena), ...span }
  return [
    { at, play: ({ db }) => setAbsence(db, absence, { actor: String(reto), at }, idOf('absence', 'reto')) },
  ]
}

/** How the office shares its work. */
export const sharing = [
  team('Familienzulagen', ['family-allowance', 'training-certificate'], lena, reto, beatrice),
  team('Erwerbsersatz', ['maternity', 'other-parent-leave', 'work-interruption'], reto, beatrice),
  team('Beiträge', ['salary-declaration', 'new-employee', 'termination'], lena, beatrice),
  away,
]
