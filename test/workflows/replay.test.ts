import { readdirSync, readFileSync } from 'node:fs'
import { Worker } from '@temporalio/worker'
import { expect } from 'chai'
import { mutationKinds } from '../../domain/kinds.js'

const folder = new URL('../histories/', import.meta.url)
const files = readdirSync(folder).filter((file) => file.endsWith('.json'))

describe('Cases that are under way', () => {
  for (const kind of mutationKinds)
    it(`of ${kind} have recorded histories`, () => {
      expect(files.filter((file) => file.startsWith(`${kind}-`))).not.to.be.empty
    })

  it('go on with the code of today', async () => {
    const workflowsPath = new URL('../../workflows/index.ts', import.meta.url).pathname
    const results = Worker.runReplayHistories({ workflowsPath }, recorded())
    const broken: string[] = []
    for await (const { workflowId, error } of results)
      if (error) broken.push(`${workflowId}: ${error.message}`)
    expect(broken).to.deep.equal([])
  })
})

function* recorded() {
  for (const file of files)
    yield { workflowId: file, history: JSON.parse(readFileSync(new URL(file, folder), 'utf8')) }
}
