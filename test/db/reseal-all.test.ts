import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { beginDeclaration, declarationOf, vaultOf } from '../../db/declarations/declarations.js'
import { openDatabase } from '../../db/knex.js'
import { oweAccountMail, owedAccountMail } from '../../db/notices/account-mails.js'
import { mutationById } from '../../db/reports/mutations.js'
import { createVault, type Vault } from '../../db/seal.js'
import { createSystem } from '../../db/systems/systems.js'
import { rotateWebhookSecret, setWebhook, webhookToTell } from '../../db/systems/webhooks.js'
import { tablesInOrder } from '../../db/tables.js'
import { openSeed, sealSeed } from '../../web/sign-in/proof.js'
import { finds, root, sources } from '../house/sources.js'
import { forEachDatabase } from './databases.js'
import { at, by, draft, user } from './rows.js'

const [oldKey, newKey] = [Buffer.alloc(32, 7), Buffer.alloc(32, 9)]

/** A way to keep something under the key of the office, and to read it again with what holds then. */
type Sealer = (db: Knex, vault: Vault) => Promise<(db: Knex, vault: Vault) => Promise<unknown>>

/** Each file that seals with the key of the office: `npm run reseal` must find what it has sealed. */
const sealers: Record<string, Sealer> = {
  'db/person-keys.ts': async (db) => {
    const typed = { children: { firstName: 'Lia' } }
    const { id } = await draft(db, typed)
    return async (later) => expect((await mutationById(later, id)).draft).to.deep.equal(typed)
  },
  'db/declarations/declarations.ts': async (db, vault) => {
    const about = await draft(db)
    await beginDeclaration(db, vault, about, 2026)
    const sealed = vaultOf(vault, await declared(db, about.id)).seal(Buffer.from('wages'), 'here')
    return async (later, then) => {
      const own = vaultOf(then, await declared(later, about.id))
      expect(own.open(sealed, 'here').toString()).to.equal('wages')
    }
  },
  'db/notices/account-mails.ts': async (db, vault) => {
    const to = { recipient: 'uma@test.example', language: 'de' as const }
    const id = await db.transaction((trx) => oweAccountMail(trx, vault, to, 'reset', { token: 't' }, at()))
    return async (later, then) =>
      expect((await owedAccountMail(later, then, id))?.content).to.deep.equal({ token: 't' })
  },
  'web/sign-in/proof.ts': async (db, vault) => {
    const id = await user(db)
    await db('users')
      .where({ id })
      .update({ totpSeed: sealSeed(vault, id, 'seed') })
    return async (later, then) => {
      const { totpSeed } = await later('users').where({ id }).first('totpSeed')
      expect(openSeed(then, id, totpSeed)).to.equal('seed')
    }
  },
  'db/systems/webhooks.ts': async (db, vault) => {
    const { id } = await createSystem(db, { name: 'Kern', scopes: ['events.read'] }, by('admin'))
    const first = await setWebhook(db, vault, id, { url: 'https://kern.example', status: 'on' }, by('admin'))
    const second = await rotateWebhookSecret(db, vault, id, by('admin', 1))
    return async (later, then) =>
      expect((await webhookToTell(later, then, id, at(2)))?.secrets).to.deep.equal([second, first])
  },
}

/** They seal with other keys, of a person or of a declaration; or are what is tried here. */
const withOtherKeys = ['db/declarations/parts.ts', 'db/keyring.ts', 'db/forgetting/reseal.ts']

async function declared(db: Knex, id: string) {
  const declaration = await declarationOf(db, id)
  if (!declaration) throw new Error('the declaration is gone')
  return declaration
}

/** A vault that remembers what it has sealed. */
function remembering(vault: Vault): Vault & { sealed: Buffer[] } {
  const sealed: Buffer[] = []
  const seal = (bytes: Buffer, place: string) => {
    sealed.push(vault.seal(bytes, place))
    return sealed.at(-1) as Buffer
  }
  return { ...vault, seal, sealed }
}

/** In which columns of all tables one of these stands, as bytes or in base64. */
async function columnsWith(db: Knex, sealed: Buffer[]): Promise<string[]> {
  const forms = new Set(sealed.map((bytes) => bytes.toString('base64')))
  const found = new Set<string>()
  for (const { name } of await tablesInOrder(db))
    for (const row of await db(name).select())
      for (const [column, value] of Object.entries(row))
        if (forms.has(Buffer.isBuffer(value) ? value.toString('base64') : String(value)))
          found.add(`${name}.${column}`)
  return [...found].sort()
}

describe('A change of the key of the office', function () {
  this.timeout(60_000)

  it('is tried here with every file that seals: a new one needs a line here, and one in db/forgetting/reseal.ts', () => {
    const code = sources(['.ts']).filter(({ path }) => !/^(test|bench)\//.test(path))
    const places = finds(code, /\.seal\(/g).map((place) => place.split(':')[0])
    expect([...new Set(places)].sort()).to.deep.equal([...Object.keys(sealers), ...withOtherKeys].sort())
  })

  forEachDatabase((_, url) => {
    const old = remembering(createVault(oldKey))
    const readers: Awaited<ReturnType<Sealer>>[] = []
    let folder = ''
    const within = async <T>(vault: Vault | undefined, look: (db: Knex) => Promise<T>) => {
      const db = openDatabase(url(), vault)
      try {
        return await look(db)
      } finally {
        await db.destroy()
      }
    }
    /** As docs/operations.md says it: `npm run reseal`, with both keys. */
    const runReseal = () => {
      const keys = { DATA_KEY: newKey.toString('base64'), DATA_KEY_OLD: oldKey.toString('base64') }
      const env = { ...process.env, NODE_ENV: 'test', DATA_DIR: folder, DATABASE_URL: url(), ...keys }
      const ran = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/reseal.ts'], {
        ...{ cwd: root, env, encoding: 'utf8' },
      })
      expect(ran.status, ran.stderr).to.equal(0)
      return ran.stdout
    }
    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'portal-reseal-'))
      await within(old, async (db) => {
        for (const fill of Object.values(sealers)) readers.push(await fill(db, old))
      })
    })
    after(() => rmSync(folder, { recursive: true, force: true }))

    it('finds everything that lies under the old one', async () => {
      expect(await within(undefined, (db) => columnsWith(db, old.sealed))).to.deep.equal(
        [
          ...['account_mails.content', 'declarations.dataKey', 'person_keys.wrapped', 'users.totpSeed'],
          ...['webhooks.oldSecret', 'webhooks.secret'],
        ].sort(),
      )
      expect(runReseal()).to.match(/^[1-9]\d* sealed anew/m)
    })

    it('says 0 the second time: nothing in any table needs the old one', async () => {
      expect(runReseal()).to.match(/^0 sealed anew/m)
      expect(await within(undefined, (db) => columnsWith(db, old.sealed))).to.deep.equal([])
    })

    it('lets everything be read once the old one is gone', () => {
      const only = createVault(newKey)
      return within(only, async (db) => {
        expect(readers).to.have.length(Object.keys(sealers).length)
        for (const read of readers) await read(db, only)
      })
    })
  })
})
