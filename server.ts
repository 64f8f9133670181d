import { startAnchoring } from './anchors.js'
import { type Config, readConfig } from './config.js'
import { startCourier } from './courier.js'
import { forgetChallenges } from './db/access/challenges.js'
import { forgetSessions } from './db/access/sessions.js'
import { isMigrated, openDatabase } from './db/knex.js'
import { createVault } from './db/seal.js'
import { startMetrics } from './doctor/metrics.js'
import { openSigner } from './documents/signing/open.js'
import { createLog } from './log.js'
import { endOnSurprise } from './surprises.js'
import { startTracing } from './tracing/index.js'
import { createApp } from './web/app.js'
import { createListener } from './web/listener.js'
import { sessionLimits } from './web/sessions/index.js'
import { createViews } from './web/view/eta.js'

/** The portal's process: serves pages, and carries promises to Temporal. */
async function serve(config: Config): Promise<void> {
  const log = createLog(config, 'portal')
  endOnSurprise(log)
  const vault = createVault(config.dataKey, config.oldDataKeys[0])
  const db = openDatabase(config.databaseUrl, vault)
  if (!(await isMigrated(db).catch(() => false)))
    throw new Error('the database is not migrated; run: npm run migrate')
  const tracing = await startTracing(config, 'portal', log)
  const courier = startCourier(db, config.temporal, 'nudges', log, tracing)
  const anchoring = startAnchoring(db, config, log)
  const metrics = await startMetrics(db, config)
  let draining = false
  const clock = () => new Date().toISOString()
  const views = createViews({ production: config.production || config.demo })
  const deps = {
    config,
    db,
    vault,
    signer: await openSigner(config.signing),
    courier,
    log,
    views,
    measured: metrics?.note ?? null,
    tracing,
    clock,
  }
  const app = createApp(deps, () => draining)
  const server = createListener(config, app)
  server.prependListener('request', (_req, res) => void (draining && res.setHeader('Connection', 'close')))
  server.listen(config.port, config.host, () => {
    const { port } = server.address() as { port: number }
    console.log(`Portal ready: ${config.tls ? 'https' : 'http'}://localhost:${port}`)
  })
  server.on('error', (error: NodeJS.ErrnoException) => {
    console.error(
      error.code === 'EADDRINUSE'
        ? `Port ${config.port} is taken; choose another with PORT=…`
        : error.message,
    )
    process.exit(1)
  })
  const sweep = setInterval(() => {
    const limit = new Date(Date.now() - sessionLimits.absolute * 60_000).toISOString()
    Promise.all([forgetSessions(db, limit), forgetChallenges(db, limit)]).catch((error) =>
      log.warn({ reason: error.message }, 'old sessions not swept'),
    )
  }, 10 * 60_000)
  const drain = async () => {
    if (draining) return
    draining = true
    clearInterval(sweep)
    await new Promise((done) => setTimeout(done, config.drainSeconds * 1000))
    await new Promise((done) => {
      server.close(done)
      server.closeIdleConnections()
      setTimeout(() => server.closeAllConnections(), 20_000).unref()
    })
    await metrics?.stop()
    await courier.stop()
    await anchoring.stop()
    await tracing?.stop()
    await db.destroy()
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => drain().then(() => process.exit()))
}

try {
  await serve(readConfig())
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
