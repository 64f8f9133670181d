import { Router } from 'express'
import { type OperatedReport, reportForOperator } from '../../db/care/doctor.js'
import type { Execution } from '../../doctor/execution.js'
import { lookAtTemporal } from '../../doctor/temporal.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { tagOf } from '../mutations/list.js'
import { speechOf } from '../mutations/scene.js'
import type { Speech } from '../mutations/summary.js'
import { redirect, respond } from '../respond.js'
import { textOf } from '../tasks/address.js'

const path = '/office/doctor/reports'

/** How the procedure of a report stands, in plain words, for the operator: nothing of what it says. */
export function reportPages({ db, config }: Deps): Router {
  const router = Router()

  router.get('/reports', async (req, res) => {
    const reference = textOf(req.query.reference, 40).toUpperCase()
    const found = await reportForOperator(db, { reference })
    if (found) return redirect(req, res, `${path}/${found.id}`)
    const { t } = speechOf(req)
    const errors = reference ? { reference: t('doctor:find.missing') } : {}
    const data = { title: t('doctor:find.title'), values: { reference }, errors }
    respond(req, res, 'doctor/found', data, reference ? 422 : 200)
  })

  router.get('/reports/:id', async (req, res) => {
    const report = await reportForOperator(db, { id: req.params.id })
    if (!report) throw notFound()
    const speech = speechOf(req)
    const { t, fmt } = speech
    const execution = await executionOf(report.id)
    const { namespace } = config.temporal
    const at = (label: string, moment: string | null | undefined) =>
      moment ? [{ label: t(`doctor:report.${label}`), value: fmt.instant(moment) }] : []
    respond(req, res, 'doctor/report', {
      title: t('doctor:report.title', { reference: report.reference }),
      ...standingOf(report, execution, speech),
      reason: execution?.step?.reason ?? null,
      facts: [
        { label: t('doctor:report.kind'), value: t(`mutations:kind.${report.kind}`) },
        { label: t('doctor:report.status'), value: tagOf({ ...report, outcome: null }, speech).text },
        ...at('sent', report.submittedAt),
        ...at('closed', report.closedAt),
        ...at('started', execution?.startedAt),
        ...at('ended', execution?.endedAt),
        { label: t('doctor:report.id'), value: report.id },
      ],
      temporal: config.temporalUiUrl
        ? `${config.temporalUiUrl}/namespaces/${encodeURIComponent(namespace)}/workflows/${report.id}`
        : null,
    })
  })

  /** Null while Temporal does not answer. */
  async function executionOf(id: string): Promise<Execution | null> {
    const temporal = await lookAtTemporal(config.temporal).catch(() => null)
    if (!temporal) return null
    try {
      return await temporal.execution(id).catch(() => null)
    } finally {
      await temporal.close()
    }
  }

  return router
}

const tones = {
  ...{ working: 'info', waiting: 'grey', retrying: 'soon', failing: 'danger', stopped: 'danger' },
  ...{ ended: 'grey', missing: 'grey', promised: 'soon', away: 'danger' },
}

/** How it stands as a tag and in sentences: for whom or what it waits, what fails, and what to do where SQL and Temporal differ. */
function standingOf(report: OperatedReport, execution: Execution | null, { t, fmt }: Speech) {
  const { task, promisedAt, status } = report
  const seen = execution?.standing ?? 'away'
  const standing = seen === 'missing' && promisedAt ? 'promised' : seen
  const step = execution?.step
  const isLost = ['missing', 'ended', 'stopped'].includes(standing) && status !== 'closed'
  const waitsFor = standing === 'waiting' && task
  return {
    tag: { text: t(`doctor:tone.${standing}`), tone: isLost ? 'danger' : tones[standing] },
    sentences: [
      waitsFor
        ? t(`doctor:standing.${task.side}`, {
            step: t(`tasks:step.${task.step}`),
            date: fmt.date(task.dueOn),
          })
        : t(`doctor:standing.${standing}`, {
            count: step?.attempts ?? execution?.failures ?? 0,
            name: step?.name,
            when: promisedAt && fmt.instant(promisedAt),
          }),
      ...(step?.nextAt ? [t('doctor:standing.next', { when: fmt.instant(step.nextAt) })] : []),
      ...(isLost ? [t('doctor:standing.heal')] : []),
    ],
  }
}
