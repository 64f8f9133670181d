import { addDays } from '../../domain/dates.js'
import { type Leave, leaveApproved, leaveSent } from '../leave-acts.js'
import { type Birth, birthApproved, birthSent, monthsStated } from '../maternity-acts.js'
import { daysOld, since } from '../when.js'

/** On the sixth of the month before last: two months have been stated, and the claim goes on. */
const nadja: Birth = {
  of: 'Nadja Kuster',
  by: 'hr@muster-bau.example',
  child: 'Malea',
  born: (day) => addDays(since(0, 2)(day), 5),
  sentAfter: 8,
}

const tamara: Birth = {
  of: 'Tamara Vogel',
  by: 'personal@limmatpflege.example',
  child: 'Jonas',
  born: daysOld(19),
  sentAfter: 16,
}

/** Two weeks, of which one lies ahead. */
const markus: Leave = {
  of: 'Markus Fässler',
  by: 'hr@muster-bau.example',
  child: 'Luisa',
  born: daysOld(81),
  weeks: [10, 102],
  sent: 58,
}

const marek: Leave = {
  of: 'Marek Nowak',
  by: 'personal@limmatpflege.example',
  child: 'Antek',
  born: daysOld(37),
  weeks: [2, 16],
  sent: 2,
}

/** Births: an allowance that is paid month by month, and one that waits for the office; leaves of other parents likewise. */
export const births = [
  birthSent(nadja),
  birthApproved(nadja, 'desk@kasse.example', 3),
  monthsStated(nadja),
  birthSent(tamara),
  leaveSent(markus),
  leaveApproved(markus, 'desk@kasse.example', 55),
  leaveSent(marek),
]
