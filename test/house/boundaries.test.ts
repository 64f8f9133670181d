import { existsSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect } from 'chai'
import { finds, root, type Source, sources } from './sources.js'

interface Room {
  /** Rooms whose code it uses. */
  uses: string[]
  /** Rooms of which it knows the types alone: they are gone when it runs. */
  knows?: string[]
  /** The only packages it may use, where that is limited. */
  packages?: RegExp
}

const rooms: Record<string, Room> = {
  domain: { uses: [], packages: /^date-holidays$/ },
  migrations: { uses: [], packages: /^knex$/ },
  db: { uses: ['domain', 'migrations'], packages: /^(node:|knex(\/|$))/ },
  workflows: { uses: ['domain'], knows: ['activities'], packages: /^@temporalio\/workflow$/ },
  locales: { uses: ['domain'], packages: /^(node:|i18next$)/ },
  documents: { uses: ['domain', 'locales'], knows: ['offices'] },
  offices: { uses: ['domain'], packages: /^(node:|zod$|ibantools$|saxes$)/ },
  salaries: { uses: ['domain'], packages: /^(node:|saxes$|xlsx$|yauzl$|yazl$)/ },
  activities: {
    uses: ['db', 'domain', 'documents', 'locales'],
    knows: ['config.ts', 'courier.ts', 'offices', 'workflows'],
  },
  web: {
    uses: ['db', 'doctor', 'domain', 'documents', 'locales', 'salaries'],
    knows: ['config.ts', 'courier.ts', 'offices', 'tracing'],
  },
  doctor: {
    uses: ['db', 'documents', 'domain', 'schedules.ts', 'workflows/names.ts'],
    knows: ['config.ts'],
  },
  tracing: { uses: ['db'], knows: ['config.ts'] },
  'config.ts': { uses: ['offices'], packages: /^(node:|zod$)/ },
  'log.ts': { uses: [], knows: ['config.ts'] },
  'failures.ts': { uses: ['log.ts'] },
  'surprises.ts': { uses: [], knows: ['log.ts'] },
  'courier.ts': { uses: ['db', 'workflows/names.ts'], knows: ['config.ts', 'tracing'] },
  'anchors.ts': { uses: ['db'], knows: ['config.ts'] },
  'schedules.ts': { uses: ['workflows/names.ts'], knows: ['config.ts'] },
  'workflow-code.ts': { uses: [] },
  'server.ts': {
    uses: [
      'web',
      'db',
      'doctor',
      'documents',
      'anchors.ts',
      'config.ts',
      'courier.ts',
      'log.ts',
      'surprises.ts',
      'tracing',
    ],
  },
  'worker.ts': {
    uses: [
      'activities',
      'db',
      'documents',
      'config.ts',
      'courier.ts',
      'failures.ts',
      'log.ts',
      'schedules.ts',
      'surprises.ts',
      'tracing',
      'workflow-code.ts',
      'workflows/names.ts',
    ],
  },
  demo: { uses: ['activities', 'web', 'db', 'domain', 'locales'], knows: ['config.ts', 'documents'] },
}
/** They may look everywhere, and nobody looks at them. */
const observers = ['scripts', 'bench', 'test']

const code = sources(['.ts']).filter(({ path }) => !path.endsWith('.d.ts'))
const roomOf = (path: string): string => path.split('/')[0] ?? ''
const inside = code.filter(({ path }) => !observers.includes(roomOf(path)))

describe('The rooms of the house', () => {
  it('are all known here', () => {
    expect([...new Set(inside.map(({ path }) => roomOf(path)))].sort()).to.deep.equal(
      Object.keys(rooms).sort(),
    )
  })

  for (const [name, room] of Object.entries(rooms)) {
    const files = inside.filter(({ path }) => roomOf(path) === name)
    const [uses, knows] = [[name, ...room.uses], room.knows ?? []]

    it(`${name} uses ${room.uses.join(', ') || 'no other room'}${knows.length ? `, and types of ${knows.join(', ')}` : ''}`, () => {
      const strangers = files.flatMap((file) =>
        importsOf(file)
          .filter(({ to }) => to.startsWith('.'))
          .map((it) => ({ ...it, path: target(file, it.to) }))
          .filter(({ path, typesOnly }) => !isIn(path, uses) && !(typesOnly && isIn(path, knows)))
          .map(({ path }) => `${file.path} imports ${path}`),
      )
      expect(strangers).to.deep.equal([])
    })

    if (room.packages)
      it(`${name} needs no other packages than it says`, () => {
        const others = files.flatMap((file) =>
          importsOf(file)
            .filter(({ to, typesOnly }) => !to.startsWith('.') && !typesOnly && !room.packages?.test(to))
            .map(({ to }) => `${file.path} imports ${to}`),
        )
        expect(others).to.deep.equal([])
      })
  }

  it('import only files that are there', () => {
    const lost = code.flatMap((file) =>
      importsOf(file)
        .filter(({ to }) => to.startsWith('.') && /\.js$/.test(to))
        .map(({ to }) => target(file, to))
        .filter((path) => !existsSync(join(root, path)))
        .map((path) => `${file.path} imports ${path}`),
    )
    expect(lost).to.deep.equal([])
  })
})

describe('What only one room may do', () => {
  const shipped = inside.filter(({ path }) => roomOf(path) !== 'demo')

  it('the environment is read by config.ts', () => {
    expect(
      finds(
        inside.filter(({ path }) => path !== 'config.ts'),
        /process\.env\b/g,
      ),
    ).to.deep.equal([])
  })

  it('SQL is written in db/', () => {
    const others = shipped.filter(({ path }) => !['db', 'migrations'].includes(roomOf(path)))
    expect(finds(others, /\b(db|trx|knex)(\(\s*['"`]|\.(raw|select|from|with|insert)\()/g)).to.deep.equal([])
  })

  it('the calendar of holidays is opened by domain/holidays.ts, which no workflow reaches', () => {
    const others = shipped.filter(({ path }) => path !== 'domain/holidays.ts')
    expect(finds(others, /from 'date-holidays'/g)).to.deep.equal([])
    expect(reached(shipped.filter(({ path }) => roomOf(path) === 'workflows'))).to.not.include(
      'domain/holidays.ts',
    )
  })

  it('what is typed is checked in web/, where zod is at home, and what an operator sets in config.ts and offices/', () => {
    const others = shipped.filter(({ path }) => !['web', 'offices', 'config.ts'].includes(roomOf(path)))
    expect(finds(others, /from 'zod'/g)).to.deep.equal([])
  })

  it('time passes in workflows as Temporal counts it', () => {
    const workflows = shipped.filter(({ path }) => roomOf(path) === 'workflows')
    expect(finds(workflows, /\b(setTimeout|setInterval|Math\.random|randomUUID)\b/g)).to.deep.equal([])
  })

  it('nothing of a case is kept by what workflows load, which all cases of a worker share', () => {
    const procedures = reached(shipped.filter(({ path }) => roomOf(path) === 'workflows'))
    const loaded = code.filter(({ path }) => procedures.includes(path))
    const kept = finds(loaded, /^(export )?let .*|^\S.*\bnew (Weak)?(Map|Set)\b.*/gm)
    const ofNoCase = /\bdayOfHour\b/ // what day an hour lies on
    expect(kept.filter((it) => !ofNoCase.test(it))).to.deep.equal([])
  })
})

/** The files that these files load when they run, directly or through others. */
function reached(files: Source[], known = new Set<string>()): string[] {
  for (const file of files) {
    if (known.has(file.path)) continue
    known.add(file.path)
    const next = importsOf(file).flatMap(({ to, typesOnly }) => (typesOnly ? [] : [target(file, to)]))
    reached(
      code.filter(({ path }) => next.includes(path)),
      known,
    )
  }
  return [...known]
}

interface Import {
  to: string
  typesOnly: boolean
}

function importsOf({ text }: Source): Import[] {
  const named = [...text.matchAll(/^\s*(?:import|export)\s+(type\s)?[^'"`;]*?from\s+'([^']+)'/gm)]
  const bare = [...text.matchAll(/^import\s+'([^']+)'/gm), ...text.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g)]
  return [
    ...named.map(([, type, to = '']) => ({ to, typesOnly: type !== undefined })),
    ...bare.map(([, to = '']) => ({ to, typesOnly: false })),
  ]
}

const target = ({ path }: Source, to: string): string =>
  normalize(join(dirname(path), to))
    .replaceAll('\\', '/')
    .replace(/\.js$/, '.ts')

const isIn = (path: string, places: string[]): boolean =>
  places.some((place) => path === place || path.startsWith(`${place}/`))
