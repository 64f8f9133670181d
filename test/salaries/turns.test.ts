import { expect } from 'chai'
import { turns } from '../../salaries/turns.js'

describe('Work that takes turns', () => {
  it('is under way only so often at the same time, in its order, also where some of it fails', async () => {
    const inTurn = turns(2)
    const begun: number[] = []
    let [running, most] = [0, 0]
    const work = (n: number) =>
      inTurn(async () => {
        begun.push(n)
        most = Math.max(most, ++running)
        await new Promise((done) => setTimeout(done, 5))
        running--
        if (n % 3 === 0) throw new Error(String(n))
        return n
      })
    const ended = await Promise.allSettled(Array.from({ length: 10 }, (_, n) => work(n)))
    expect(ended.filter(({ status }) => status === 'rejected')).to.have.length(4)
    expect(begun).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(most).to.equal(2)
  })
})
