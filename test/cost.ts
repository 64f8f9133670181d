import { expect } from 'chai'

/** Expects some work to take less than two seconds of the processor and less than 150 MB of memory beyond what was held before. */
export async function expectCheap<Result>(
  what: string,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  const before = process.memoryUsage().rss
  const begun = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(begun)
  expect((user + system) / 1e6, `seconds of the processor for ${what}`).to.be.lessThan(2)
  expect(process.memoryUsage().rss - before, `bytes of memory for ${what}`).to.be.lessThan(150_000_000)
  return result
}
