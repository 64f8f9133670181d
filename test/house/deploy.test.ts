import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { root } from './sources.js'

const text = (name: string) => readFileSync(join(root, name), 'utf8')
const all = (pattern: RegExp, where: string) => [...where.matchAll(pattern)].map(([, name = '']) => name)
const compose = text('deploy/compose.yaml')
const kubernetes = text('deploy/kubernetes/portal.yaml')
const units = text('deploy/systemd/portal@.service') + text('deploy/systemd/portal-worker@.service')
const settings = new Set(all(/^ {2}([A-Z][A-Z0-9_]+):/gm, text('config.ts')))

describe('The examples of how an office runs the portal', () => {
  it('list every value that somebody must or may fill in', () => {
    const listed = new Set(all(/^([A-Z0-9_]+)=/gm, text('deploy/env.example')))
    const asked = all(/\$\{([A-Z0-9_]+)/g, compose)
    expect(asked.filter((name) => !listed.has(name))).to.deep.equal([])
    expect([...listed].filter((name) => !asked.includes(name))).to.deep.equal([])
  })

  it('set only what the portal reads', () => {
    const own = compose.slice(0, compose.indexOf('\nservices:'))
    const set = [
      ...all(/^ {4}([A-Z][A-Z0-9_]+):/gm, own),
      ...all(/--from-literal=([A-Z0-9_]+)=/g, kubernetes),
      ...all(/name: ([A-Z][A-Z0-9_]+), value/g, kubernetes),
      ...all(/[= ]([A-Z][A-Z0-9_]+)=/g, units),
    ]
    expect(set.length).to.be.greaterThan(30)
    expect(set.filter((name) => !settings.has(name))).to.deep.equal([])
  })

  it('mount files that are there', () => {
    const files = all(/'\.\/((?:compose\/)?[\w.]+):\//g, compose)
    expect(files).to.include.members(['roles.sql', 'compose/Caddyfile', 'compose/clamd.conf'])
    expect(files.filter((name) => !existsSync(join(root, 'deploy', name)))).to.deep.equal([])
  })

  it('let neither portal nor worker change tables or the audit', () => {
    const urls = all(/DATABASE_URL: '?postgres:\/\/(\w+):/g, compose)
    expect(urls).to.deep.equal(['portal_app', 'portal_owner'])
    expect(compose).to.match(/rights:\n(.+\n)+? +command: psql .*-f \/roles\.sql/)
  })

  it('let a scanner hear the largest wage file', () => {
    expect(text('deploy/compose/clamd.conf')).to.match(/^StreamMaxLength 600M$/m)
    expect(compose).to.match(/CLAMD_SOCKET: \$\{CLAMD_SOCKET:-\}/)
  })
})
