import { type Wages, wagesAccepted, wagesAskedFor, wagesSent } from '../wage-acts.js'

const asked: Wages = { firm: 'muster-bau', yearsBack: 0 }
const forgotten: Wages = { firm: 'officine-verbano', yearsBack: 1 }
const declared: Wages = { firm: 'aareholz', yearsBack: 1 }

/** The wages of a year: asked for and still open, reminded of by letter, and declared with their statement. */
export const wages = [
  wagesAskedFor(asked, 12),
  wagesAskedFor(forgotten, 30),
  wagesAskedFor(declared, 75),
  wagesSent(declared, 'treuhand@fidu.example', 65),
  wagesAccepted(declared, 'desk2@kasse.example', 60),
]
