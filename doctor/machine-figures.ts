import { statfs } from 'node:fs/promises'
import type { Knex } from 'knex'
import { Gauge, type Registry } from 'prom-client'
import type { Config } from '../config.js'
import { lastOperations } from '../db/care/operations.js'
import { type CertificateSettings, certificatesGiven } from './certificates.js'
import { minutes } from './finding.js'
import { scheduleFindings } from './procedures.js'
import { lookAtTemporal } from './temporal.js'

export type MachineSettings = Pick<Config, 'dataDir'> & CertificateSettings

/** Figures of backup, certificates, disk and schedules. Answers how to read them again. */
export function machineFigures(db: Knex, config: MachineSettings, registry: Registry): () => Promise<void> {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `portal_${name}`, help, labelNames, registers: [registry] })
  const backup = gauge('backup_age_seconds', 'Age of the last backup; infinite where none is known')
  const certificate = gauge(
    'certificate_expires_seconds',
    'How long a certificate still holds, by the setting that names it; 0 where it cannot be read',
    ['certificate'],
  )
  const disk = gauge('disk_free_ratio', 'Part of the disk of DATA_DIR that is free')
  const lookAtSchedules = scheduleFigures(config, gauge)
  return async () => {
    const now = new Date()
    lookAtSchedules()
    for (const it of await certificatesGiven(config, now.toISOString()))
      certificate.set({ certificate: it.name }, 'ends' in it ? Math.max(0, secondsTo(it.ends, now)) : 0)
    const { bavail, blocks } = await statfs(config.dataDir)
    disk.set(bavail / blocks)
    const { backup: at } = await lastOperations(db)
    backup.set(at ? -secondsTo(at, now) : Number.POSITIVE_INFINITY)
  }
}

const secondsTo = (at: string, now: Date) => (Date.parse(at) - now.getTime()) / 1000

/** Temporal is asked once a minute at most, and nobody waits for its answer: it may be away. */
function scheduleFigures(
  { temporal }: MachineSettings,
  gauge: (name: string, help: string) => Gauge,
): () => void {
  const up = gauge('temporal_up', 'Whether Temporal answered when it was last asked, a minute ago at most')
  const troubled = gauge(
    'schedules_troubled',
    'Schedules that are not there, paused or late, as Temporal last answered',
  )
  async function look(): Promise<void> {
    const view = await lookAtTemporal(temporal)
    try {
      const found = scheduleFindings(await view.schedules(), new Date().toISOString())
      const bad = found.filter(({ state }) => state === 'bad')
      troubled.set(bad.reduce((sum, { names = [] }) => sum + names.length, 0))
    } finally {
      await view.close()
    }
  }
  let askedAt = 0
  return () => {
    if (Date.now() - askedAt < minutes(1)) return
    askedAt = Date.now()
    look().then(
      () => up.set(1),
      () => up.set(0),
    )
  }
}
