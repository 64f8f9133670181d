import { execFile } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Connection } from '@temporalio/client'
import { openDatabase } from '../../db/knex.js'
import { freePort } from '../stack.js'

const execute = promisify(execFile)
const thirtyDays = 30 * 86_400

/** Files of a certificate that is its own authority, with which both ends of a connection say who they are. */
export interface Certificate {
  cert: string
  key: string
}

/**
 * Prepares a Temporal cluster of one server whose store and visibility lie on this PostgreSQL, each in a database of its own: schemas, settings, free ports.
 * `programs` is the folder with `temporal-server` and `temporal-sql-tool`. With a certificate it takes only who has the same. Answers how to start it, and how to
 * drop its databases again.
 */
export async function openCluster(
  programs: string,
  postgresUrl: string,
  dir: string,
  port: number,
  certificate: Certificate | null,
) {
  const postgres = new URL(postgresUrl)
  const mark = randomBytes(4).toString('hex')
  const names = { store: `temporal_${mark}`, visibility: `visibility_${mark}` }
  await setUp(programs, postgres, names.store, 'temporal')
  await setUp(programs, postgres, names.visibility, 'visibility')
  mkdirSync(join(dir, 'config'))
  const settings = await settingsOf(postgres, names, port, certificate)
  writeFileSync(join(dir, 'config', 'production.yaml'), JSON.stringify(settings)) // JSON is YAML too
  return {
    command: join(programs, 'temporal-server'),
    args: ['--root', dir, '--config', 'config', '--env', 'production', '--allow-no-auth', 'start'],
    async remove() {
      const db = openDatabase(postgresUrl)
      for (const name of Object.values(names)) await db.raw(`drop database if exists ${name} with (force)`)
      await db.destroy()
    },
  }
}

async function setUp(
  programs: string,
  { hostname, port, username, password }: URL,
  db: string,
  what: string,
) {
  const env = {
    ...process.env,
    ...{ SQL_PLUGIN: 'postgres12', SQL_HOST: hostname, SQL_PORT: port || '5432', SQL_USER: username },
    SQL_PASSWORD: password,
  }
  const tool = (...args: string[]) =>
    execute(join(programs, 'temporal-sql-tool'), ['--db', db, ...args], { env })
  await tool('create-database', '--defaultdb', 'postgres')
  await tool('setup-schema', '-v', '0.0')
  await tool('update-schema', '--schema-name', `postgresql/v12/${what}`)
}

async function settingsOf(
  postgres: URL,
  names: { store: string; visibility: string },
  port: number,
  certificate: Certificate | null,
) {
  const sql = (databaseName: string, maxConns: number) => ({
    sql: {
      ...{ pluginName: 'postgres12', connectProtocol: 'tcp', connectAddr: postgres.host, databaseName },
      ...{ user: postgres.username, password: postgres.password, maxConns, maxIdleConns: maxConns },
    },
  })
  const service = async (grpcPort?: number) => ({
    rpc: {
      grpcPort: grpcPort ?? (await lowPort()),
      membershipPort: await lowPort(),
      bindOnLocalHost: true,
    },
  })
  return {
    log: { stdout: true, level: 'error' },
    persistence: {
      ...{ defaultStore: 'default', visibilityStore: 'visibility', numHistoryShards: 4 },
      datastores: { default: sql(names.store, 10), visibility: sql(names.visibility, 3) },
    },
    global: {
      membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' },
      ...(certificate && { tls: onlyFor(certificate) }),
    },
    services: {
      frontend: await service(port),
      history: await service(),
      matching: await service(),
      worker: await service(),
    },
    clusterMetadata: {
      ...{ currentClusterName: 'active', masterClusterName: 'active', failoverVersionIncrement: 10 },
      clusterInformation: {
        active: {
          ...{ enabled: true, initialFailoverVersion: 1, rpcName: 'frontend' },
          rpcAddress: `127.0.0.1:${port}`,
        },
      },
    },
  }
}

/** Its front asks everybody for this certificate, and its own workers show it as well. */
function onlyFor({ cert, key }: Certificate) {
  const [pair, client] = [
    { certFile: cert, keyFile: key },
    { serverName: 'localhost', rootCaFiles: [cert] },
  ]
  return {
    frontend: { server: { ...pair, requireClientAuth: true, clientCaFiles: [cert] }, client },
    systemWorker: { ...pair, client },
  }
}

/** Whether the cluster answers and has the portal's namespace, which is made the first time. */
export async function hasNamespace(port: number, certificate: Certificate | null): Promise<boolean> {
  const connection = await Connection.connect({
    address: `127.0.0.1:${port}`,
    connectTimeout: 1000,
    tls: certificate && {
      serverRootCACertificate: readFileSync(certificate.cert),
      clientCertPair: { crt: readFileSync(certificate.cert), key: readFileSync(certificate.key) },
    },
  })
  const { workflowService } = connection
  const namespace = 'default'
  try {
    await workflowService
      .registerNamespace({ namespace, workflowExecutionRetentionPeriod: { seconds: thirtyDays as never } })
      .catch(() => {}) // it is there
    await workflowService.describeNamespace({ namespace })
    await workflowService.listWorkflowExecutions({ namespace, pageSize: 1 })
    return true
  } finally {
    await connection.close()
  }
}

/** A free port below 32768: on PostgreSQL, Temporal keeps those of its members as a smallint. */
export async function lowPort(): Promise<number> {
  for (;;) {
    const port = await freePort(randomInt(15_000, 32_768)).catch(() => null)
    if (port) return port
  }
}
