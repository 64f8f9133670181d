import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { TeamRules } from '../../domain/team.js'
import { type By, note } from '../audit/note.js'
import { type Json, look, named } from '../look.js'

/** Some caseworkers, and which tasks are theirs. */
export interface Team {
  id: string
  name: string
  rules: TeamRules
  members: { id: string; name: string }[]
}

/** All teams by name, with their members. */
export async function teams(db: Knex): Promise<Team[]> {
  return teamsOf(await look(db, (json) => `select ${json.object(teamsIn(json))} as found`, {}))
}

/** Teams as they are found by `teamsIn`. */
export interface FoundTeams {
  teams: { id: string; name: string; rules: string }[]
  members: { teamId: string; id: string; name: string }[]
}

/** The same as fields of a statement; `teamsOf` puts together what it finds. */
export const teamsIn = (json: Json): Record<keyof FoundTeams, string> => ({
  teams: json.list(named('id', 'name', 'rules'), 'select id, name, rules from teams', 'name, id'),
  members: json.list(
    named('teamId', 'id', 'name'),
    'select team_id, users.id as id, users.name as name from team_members join users on users.id = team_members.user_id',
    'name, id',
  ),
})

export const teamsOf = ({ teams, members }: FoundTeams): Team[] =>
  teams.map((team) => ({
    ...team,
    rules: JSON.parse(team.rules),
    members: members.filter(({ teamId }) => teamId === team.id).map(({ id, name }) => ({ id, name })),
  }))

/** Makes a team, under `fresh` where that is given, or changes the one of this id. False if there is none. */
export function setTeam(
  db: Knex,
  id: string | null,
  { name, rules, members }: { name: string; rules: TeamRules; members: string[] },
  by: By,
  fresh: string = randomUUID(),
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const teamId = id ?? fresh
    const change = { name, rules: JSON.stringify(rules) }
    if (id === null) await trx('teams').insert({ id: teamId, ...change, createdAt: by.at })
    else if ((await trx('teams').where({ id }).update(change)) === 0) return false
    await trx('teamMembers').where({ teamId }).delete()
    if (members.length > 0) await trx('teamMembers').insert(members.map((userId) => ({ teamId, userId })))
    await note(trx, by, { action: 'team.set', object: teamId, fields: ['name', 'rules', 'members'] })
    return true
  })
}

/** Ends a team; its tasks stay where they are. False if there is none. */
export function endTeam(db: Knex, id: string, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    await trx('teamMembers').where({ teamId: id }).delete()
    if ((await trx('teams').where({ id }).delete()) === 0) return false
    await note(trx, by, { action: 'team.end', object: id })
    return true
  })
}
