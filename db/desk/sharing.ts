import type { Knex } from 'knex'
import type { IsoDate } from '../../domain/dates.js'
import { look } from '../look.js'
import { absentNow } from './absences.js'
import { type FoundTeams, type Team, teamsIn, teamsOf } from './teams.js'
import { type DeskView, type FoundView, viewsIn, viewsOf } from './views.js'

/** How the office shares its work, seen by one of its people on a day. */
export interface Office {
  teams: Team[]
  /** For whom they stand in today. */
  standsInFor: string[]
  /** The views of the desk they have saved, and those that are shared, by name. */
  views: DeskView[]
}

type Found = FoundTeams & { absent: { userId: string }[]; views: FoundView[] }

/** All of it in one look: the desk asks each time it is written. */
export async function officeFor(db: Knex, userId: string, today: IsoDate): Promise<Office> {
  const found = await look<Found>(
    db,
    (json) =>
      `select ${json.object({
        ...teamsIn(json),
        absent: json.list({ userId: 'user_id' }, absentNow, 'user_id'),
        views: viewsIn(json),
      })} as found`,
    { userId, today },
  )
  const standsInFor = found.absent.map((it) => it.userId)
  return { teams: teamsOf(found), standsInFor, views: viewsOf(found.views) }
}
