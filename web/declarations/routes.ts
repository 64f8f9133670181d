import { Router } from 'express'
import { declaredSums, paidOnAccount } from '../../db/declarations/declared.js'
import { decidedInYear } from '../../db/declarations/known.js'
import {
  declarationCounts,
  type MissingDeclaration,
  missingDeclarations,
  type WaitingDeclaration,
  waitingDeclarations,
} from '../../db/declarations/queue.js'
import { settle } from '../../domain/salary-declaration/settlement.js'
import type { Deps } from '../deps.js'
import { speechOf } from '../mutations/scene.js'
import type { Speech } from '../mutations/summary.js'
import { respond } from '../respond.js'
import { listAddress, pageOf } from '../tasks/address.js'
import { differencesIn } from '../tasks/salary-declaration/differences.js'

const path = '/office/declarations'
/** Each needs a look at what was declared before and paid since. */
const perPage = 10

/** The office's wages: what is released and waits for a decision, with its differences; and who has not declared yet. */
export function declarations(deps: Deps): Router {
  const router = Router()
  router.get('/', async (req, res) => {
    const speech = speechOf(req)
    const show = req.query.show === 'missing' ? 'missing' : 'waiting'
    const page = pageOf(req.query.page)
    const at = { offset: (page - 1) * perPage, limit: perPage }
    const [counts, rows] = await Promise.all([
      declarationCounts(deps.db),
      show === 'waiting'
        ? waitingDeclarations(deps.db, at).then((all) =>
            Promise.all(all.map((it) => waitingItem(deps, it, speech))),
          )
        : missingDeclarations(deps.db, at).then((all) => all.map((it) => missingItem(it, speech))),
    ])
    respond(req, res, 'declarations/list', {
      title: speech.t('salaryStatement:queue.title'),
      ...{ show, counts, rows, page, pages: Math.ceil(counts[show] / perPage), list: path },
      href: (to: number) =>
        listAddress(path, { show: show === 'missing' ? show : '', page: to > 1 ? to : '' }),
    })
  })
  return router
}

async function waitingItem({ db, config }: Deps, it: WaitingDeclaration, speech: Speech) {
  const { t, fmt } = speech
  const { sums, year, role, findings } = it.answers
  const { contributions } = settle(config.office.rates, sums, year)
  const seen = { ahv: sums?.ahv ?? 0, allowances: sums?.allowances ?? 0, contributions }
  const [sumsBefore, decided, onAccount] = await Promise.all([
    declaredSums(db, it.employerId, year - 1),
    decidedInYear(db, it.employerId, year, config.rounding),
    paidOnAccount(db, it, { year, role }),
  ])
  const known = { before: sumsBefore?.ahv ?? null, decided, onAccount }
  const found = Object.values(findings).reduce((sum, count) => sum + count, 0)
  const differences = differencesIn(seen, known, speech)
  return {
    title: `${it.employer}, ${t('salaryStatement:queue.wages', { year, amount: fmt.money(seen.ahv) })}`,
    meta: [
      ...differences.map(({ text }) => text),
      ...(found > 0 ? [t('salaryStatement:queue.findings', { count: found })] : []),
    ].join(' '),
    href: `/office/tasks/${it.taskId}`,
    due: it.dueOn,
  }
}

function missingItem(it: MissingDeclaration, { t }: Speech) {
  const about = [t('salaryStatement:queue.year', { year: it.year }), it.memberNumber, it.reference]
  return {
    title: it.employer,
    meta: [...about, ...(it.isReminded ? [t('salaryStatement:queue.reminded')] : [])].join(', '),
    ...(it.dueOn ? { due: it.dueOn } : { glyph: { icon: 'clock' } }),
  }
}
