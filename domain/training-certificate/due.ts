import type { IsoDate } from '../dates.js'
import type { Occasion } from './answers.js'

/** The place after which a search for children who are due goes on: ids and days only, for it lies in a history. */
export interface DueCursor {
  why: Occasion
  day: IsoDate
  id: string
}
