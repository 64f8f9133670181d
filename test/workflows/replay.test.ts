import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import { wouldBreak } from '../../doctor/replay.js'
import { workflowCode } from '../../workflow-code.js'
import { workflowNames } from '../../workflows/names.js'

const folder = new URL('../histories/', import.meta.url)
const files = readdirSync(folder).filter((file) => file.endsWith('.json'))

describe('Cases that are under way', () => {
  for (const name of Object.keys(workflowNames))
    it(`of ${name} have recorded histories`, () => {
      expect(files.filter((file) => file.startsWith(`${name}-`))).not.to.be.empty
    })

  it('go on with the code of today', async () => {
    expect(await wouldBreak(procedures('../../workflows/index.ts'), recorded())).to.deep.equal([])
  })

  it('go on where traces are switched on meanwhile', async () => {
    const traced = { workflowBundle: await workflowCode({ traced: true }) }
    expect(await wouldBreak(traced, recorded())).to.deep.equal([])
  })

  it('would stand still after a change that nobody guarded, which is found before the release', async () => {
    const broken = await wouldBreak(procedures('./releases/unguarded.ts'), recorded())
    const asked = files.filter((file) => file.startsWith('family-allowance-'))
    expect(broken.map((sentence) => sentence.split(':')[0])).to.deep.equal(asked)
    expect(broken[0]).to.match(/nondeterminism/i)
  })

  it('go on after the same change when it is guarded', async () => {
    expect(await wouldBreak(procedures('./releases/guarded.ts'), recorded())).to.deep.equal([])
  })
})

const procedures = (path: string) => ({ workflowsPath: new URL(path, import.meta.url).pathname })

function* recorded() {
  for (const file of files)
    yield { workflowId: file, history: JSON.parse(readFileSync(new URL(file, folder), 'utf8')) }
}
