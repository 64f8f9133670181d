import type { Knex } from 'knex'
import type { IsoDate } from '../../domain/dates.js'
import { type Json, look } from '../look.js'
import type { Topics } from '../open-topics.js'
import { type Favourite, favouriteList, officeFavouriteList } from '../search/favourite-list.js'
import type { Whose } from '../search/favourites.js'
import { type Counts, waiting, waitingOnDesk } from './counts.js'

/** Who visits the pages of an employer, and the topics of the mandate. */
export interface Visiting extends Whose {
  topics: Topics
}

/** What stands around every page of an employer: the numbers of its menu, and what the visitor has starred. */
export interface Menu {
  counts: Counts
  favourites: Favourite[]
}

/** The menu of a visitor, for a page that has not looked for it together with what it shows. */
export function menuOf(db: Knex, { topics, ...whose }: Visiting): Promise<Menu> {
  return look(db, (json) => `select ${json.object(menuIn(json, topics))} as found`, { ...whose })
}

/** The menu as fields of a statement that knows `:employerId` and `:userId`: a page that shows it is one look. */
export const menuIn = (json: Json, own: Topics): Record<keyof Menu, string> => ({
  counts: waiting(json, own),
  favourites: favouriteList(json),
})

/** What stands around every page of the office: how much waits on the desk, and what the visitor has starred. */
export function officeMenuOf(db: Knex, userId: string, today: IsoDate): Promise<OfficeMenu> {
  const menu = (json: Json) => ({
    counts: json.object({ tasks: waitingOnDesk }),
    favourites: officeFavouriteList(json),
  })
  return look(db, (json) => `select ${json.object(menu(json))} as found`, { userId, today })
}

export interface OfficeMenu {
  counts: Pick<Counts, 'tasks'>
  favourites: Favourite[]
}
