import { type Request, type Response, Router } from 'express'
import { colleagues } from '../../db/desk/colleagues.js'
import { endTeam, setTeam, type Team, teams } from '../../db/desk/teams.js'
import { cantons, mutationKinds } from '../../domain/kinds.js'
import { teamRules } from '../../domain/team.js'
import { may } from '../access/may.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { listOf, one } from '../mutations/fields.js'
import { speechOf } from '../mutations/scene.js'
import { flash, redirect, respond } from '../respond.js'
import { byOf, visitOf } from '../visit.js'
import { rulesInWords } from './rules-in-words.js'
import { tabsFor } from './tabs.js'

const path = '/office/teams'

/** Which tasks are whose: teams of caseworkers, by canton, letter and kind. Everybody reads them, whoever oversees the desk sets them. */
export function teamPages({ db }: Deps): Router {
  const router = Router()

  router.get('/', async (req, res) => {
    const speech = speechOf(req)
    const maySet = may(visitOf(req), 'POST /office/teams')
    const items = (await teams(db)).map((team) => ({
      title: team.name,
      meta: `${rulesInWords(team.rules, speech)}: ${speech.fmt.list(team.members.map(({ name }) => name)) || speech.t('teamwork:teams.nobody')}`,
      glyph: { icon: 'users' },
      ...(maySet && { href: `${path}/${team.id}`, arrow: true }),
    }))
    respond(req, res, 'teamwork/teams', {
      title: speech.t('teamwork:teams.title'),
      tabs: tabsFor('teams', speech.t),
      items,
      create: maySet ? `${path}/new` : null,
    })
  })

  router.get('/new', (req, res) => show(req, res, null, {}))
  router.get('/:team', async (req, res) => show(req, res, await teamIn(req), {}))
  router.post('/', (req, res) => save(req, res, null))
  router.post('/:team', async (req, res) => {
    const team = await teamIn(req)
    if (req.body.act !== 'end') return save(req, res, team)
    await endTeam(db, team.id, byOf(req))
    flash(req, speechOf(req).t('teamwork:teams.ended', { name: team.name }))
    redirect(req, res, path)
  })

  async function save(req: Request, res: Response, team: Team | null) {
    const name = one(req.body.name)
    const known = await colleagues(db)
    const members = known.map(({ id }) => id).filter((id) => listOf(req.body.members).includes(id))
    const t = speechOf(req).t
    const errors = {
      ...(name === '' && { name: t('teamwork:teams.noName') }),
      ...(name.length > 60 && { name: t('common:errors.tooLong', { max: 60 }) }),
      ...(badLetter(req.body.first) && { first: t('teamwork:teams.noLetter') }),
      ...(badLetter(req.body.last) && { last: t('teamwork:teams.noLetter') }),
    }
    if (Object.keys(errors).length > 0) return show(req, res, team, errors)
    const typed = listOf(req.body.cantons)
    const rules = teamRules({
      cantons: cantons.filter((canton) => typed.includes(canton)),
      kinds: listOf(req.body.kinds),
      first: one(req.body.first),
      last: one(req.body.last),
    })
    if (!(await setTeam(db, team?.id ?? null, { name, rules, members }, byOf(req)))) throw notFound()
    flash(req, t('teamwork:teams.saved', { name }))
    redirect(req, res, path)
  }

  async function show(req: Request, res: Response, team: Team | null, errors: Record<string, string>) {
    const { t } = speechOf(req)
    const kept = team && {
      name: team.name,
      ...team.rules,
      first: team.rules.first.toUpperCase(),
      last: team.rules.last.toUpperCase(),
      members: team.members.map(({ id }) => id),
    }
    respond(
      req,
      res,
      'teamwork/team',
      {
        title: team?.name ?? t('teamwork:teams.create'),
        action: team ? `${path}/${team.id}` : path,
        isThere: team !== null,
        people: (await colleagues(db)).map(({ id, name }) => ({ value: id, label: name })),
        cantons: cantons.map((value) => ({ value, label: value })),
        kinds: mutationKinds.map((value) => ({ value, label: t(`mutations:kind.${value}`) })),
        values: req.method === 'POST' ? req.body : (kept ?? {}),
        errors,
      },
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  }

  async function teamIn(req: Request): Promise<Team> {
    const team = (await teams(db)).find(({ id }) => id === req.params.team)
    if (!team) throw notFound()
    return team
  }

  return router
}

const badLetter = (typed: unknown): boolean => one(typed) !== '' && !/^[a-z]$/i.test(one(typed))
