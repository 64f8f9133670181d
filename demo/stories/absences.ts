import { type Absence, absenceAsked, absenceConfirmed, absenceSent } from '../absence-acts.js'
import { endOfMonth, since } from '../when.js'

const hr = { by: 'hr@muster-bau.example' }

/** On unpaid leave since last month: the allowances go on, and the clock waits. */
const ana: Absence = {
  ...{ of: 'Ana Ferreira', ...hr, kind: 'work-interruption', reason: 'unpaid-leave' },
  begin: since(0, 1),
}

/** On unpaid leave for so long that the question has come whether he works again. */
const daniel: Absence = {
  ...{ of: 'Daniel Eugster', ...hr, kind: 'work-interruption', reason: 'unpaid-leave' },
  begin: since(0, 4),
}

/** Leaves at the end of next month. */
const monika: Absence = {
  ...{ of: 'Monika Brunner', by: 'personal@limmatpflege.example' },
  ...{ kind: 'termination', reason: 'notice-employee' },
  lastDay: endOfMonth(1),
}

/** An interruption that runs, one with a question, and an exit on the desk. */
export const absences = [
  absenceSent(ana, 24),
  absenceConfirmed(ana, 'desk@kasse.example', 20),
  absenceSent(daniel, 100),
  absenceConfirmed(daniel, 'desk2@kasse.example', 96),
  absenceAsked(daniel, endOfMonth(-1)),
  absenceSent(monika, 3, 14),
]
