import { expect } from 'chai'
import { eventually } from '../eventually.js'
import { openStack, type Stack } from '../stack.js'

/** Read by each process before its program: at a signal it fails where nobody waits. */
const failing = `process.on('SIGUSR2', () => { Promise.reject(new Error('nobody waited')) })`

describe('An error that nobody waited for', function () {
  this.timeout(180_000)
  let stack: Stack
  before(async () => {
    stack = await openStack({
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(failing)}`,
    })
    await stack.startTemporal()
  })
  after(() => stack?.close())

  for (const part of ['portal', 'worker'] as const)
    it(`ends the ${part} in order, and its log says why`, async () => {
      await stack.start(part)
      stack.signal(part, 'SIGUSR2')
      await eventually(`the ${part} ends`, async () => stack.hasDied(part))
      expect(stack.exitCode(part), stack.log(part)).to.equal(1)
      const lines = stack.log(part).split('\n')
      const told = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))
      expect(told.filter(({ level }) => level === 60)).to.have.length(1)
      expect(told.find(({ level }) => level === 60)).to.include({ part, error: 'nobody waited' })
    })
})
