import { expect } from 'chai'
import fc from 'fast-check'
import { addDays, type IsoDate } from '../../../domain/dates.js'
import { type Course, nextOf, type Question, type Told } from '../../../domain/work-interruption/course.js'
import { ill, work } from './answers.js'

const course = (change: Partial<Course> = {}): Course => ({
  answers: ill(),
  work: work(),
  told: [],
  questions: [],
  stoppedOn: null,
  ...change,
})
const question = (n: number, status: Question['status'], closedOn: IsoDate | null = null): Question => ({
  n,
  status,
  closedOn,
})
const back = (on: IsoDate, toldOn = on): Told => ({
  what: 'resumption',
  toldOn,
  resumption: { on, degree: 100 },
})
const away = (toldOn: IsoDate, change: { until?: IsoDate; wage?: number } = {}): Told => ({
  what: 'still-away',
  toldOn,
  ...change,
})

describe('An interruption', () => {
  it('waits until the last day of the allowances, and then asks', () => {
    expect(nextOf(course(), '2026-02-12')).to.deep.equal({ do: 'wait', on: '2026-05-31' })
    expect(nextOf(course(), '2026-05-31')).to.deep.equal({ do: 'ask', n: 1 })
    expect(nextOf(course({ questions: [question(1, 'open')] }), '2026-06-05')).to.deep.equal({
      do: 'ask',
      n: 1,
    })
  })

  it('asks on the last day that was expected, if that is earlier', () => {
    const answers = ill({ until: '2026-03-13' })
    expect(nextOf(course({ answers }), '2026-02-12')).to.deep.equal({ do: 'wait', on: '2026-03-13' })
  })

  it('asks again on the last day of the allowances, when the person is still away or nobody answered', () => {
    const early = course({ answers: ill({ until: '2026-03-13' }) })
    const told = { ...early, told: [away('2026-03-16')], questions: [question(1, 'done', '2026-03-16')] }
    expect(nextOf(told, '2026-03-16')).to.deep.equal({ do: 'wait', on: '2026-05-31' })
    const silent = { ...early, questions: [question(1, 'expired', '2026-03-28')] }
    expect(nextOf(silent, '2026-03-28')).to.deep.equal({ do: 'wait', on: '2026-05-31' })
    expect(nextOf(silent, '2026-05-31')).to.deep.equal({ do: 'ask', n: 2 })
  })

  it('follows an expected end that was changed', () => {
    const told: Told[] = [{ what: 'expected-end', toldOn: '2026-03-01', until: '2026-04-30' }]
    expect(nextOf(course({ told }), '2026-03-01')).to.deep.equal({ do: 'wait', on: '2026-04-30' })
  })

  it('stops the allowances on their last day when the person is still away', () => {
    const still = course({ told: [away('2026-06-02')], questions: [question(1, 'done', '2026-06-02')] })
    expect(nextOf(still, '2026-06-02')).to.include({ do: 'stop', lastDay: '2026-05-31', isFinal: false })
  })

  it('stops them with a decision on the file when nobody answers', () => {
    const next = nextOf(course({ questions: [question(1, 'expired', '2026-06-15')] }), '2026-06-15')
    expect(next).to.include({ do: 'stop', lastDay: '2026-05-31' })
    expect(next.do === 'stop' && next.reasons.map(({ rule }) => rule)).to.include('unanswered')
  })

  it('keeps them while a wage of 630 francs is paid, and asks again after three months', () => {
    const told = [away('2026-06-02', { wage: 63_000 })]
    const kept = course({ told, questions: [question(1, 'done', '2026-06-02')] })
    expect(nextOf(kept, '2026-06-02')).to.deep.equal({ do: 'wait', on: '2026-09-02' })
    const silent = { ...kept, questions: [...kept.questions, question(2, 'expired', '2026-09-16')] }
    expect(nextOf(silent, '2026-09-16')).to.include({ do: 'stop', lastDay: '2026-09-30' })
    const poor = course({ ...kept, told: [away('2026-06-02', { wage: 62_000 })] })
    expect(nextOf(poor, '2026-06-02')).to.include({ do: 'stop', lastDay: '2026-05-31' })
  })

  it('is over at once when work was taken up again without a gap', () => {
    expect(nextOf(course({ told: [back('2026-04-20')] }), '2026-04-20')).to.deep.equal({ do: 'close' })
    expect(nextOf(course({ told: [back('2026-06-29')] }), '2026-06-29')).to.deep.equal({ do: 'close' })
  })

  it('brings back what was stopped from the first of the month of return', () => {
    const stopped = course({ stoppedOn: '2026-05-31', told: [away('2026-06-02'), back('2026-08-20')] })
    expect(nextOf(stopped, '2026-08-20')).to.include({
      do: 'resume',
      from: '2026-08-01',
      lastDay: '2026-05-31',
    })
    const unstopped = course({ told: [back('2026-08-20')] })
    expect(nextOf(unstopped, '2026-08-20')).to.include({
      do: 'resume',
      from: '2026-08-01',
      lastDay: '2026-05-31',
    })
  })

  it('waits a year for a return after the stop, and not after a death or the end of the employment', () => {
    const stopped = course({ stoppedOn: '2026-05-31', told: [away('2026-06-02')] })
    expect(nextOf(stopped, '2026-06-03')).to.deep.equal({ do: 'wait', on: '2027-05-31' })
    expect(nextOf(stopped, '2027-05-31')).to.deep.equal({ do: 'close' })
    const gone = { ...stopped, work: work({ employment: { from: '2020-01-01', to: '2026-06-30' } }) }
    expect(nextOf(gone, '2026-07-01')).to.deep.equal({ do: 'close' })
    const dead = course({ answers: ill({ reason: 'death' }) })
    expect(nextOf(dead, '2026-02-12')).to.include({ do: 'stop', lastDay: '2026-05-31', isFinal: true })
    expect(nextOf({ ...dead, stoppedOn: '2026-05-31' }, '2026-02-12')).to.deep.equal({ do: 'close' })
  })

  it('asks nobody who leaves before the last day of the allowances', () => {
    const leaving = course({ work: work({ employment: { from: '2020-01-01', to: '2026-04-15' } }) })
    expect(nextOf(leaving, '2026-03-01')).to.deep.equal({ do: 'wait', on: '2026-04-16' })
    expect(nextOf(leaving, '2026-04-16')).to.include({ do: 'stop', lastDay: '2026-04-15', isFinal: true })
  })

  it('comes to an end whatever is answered or not, and never stops allowances too early', () => {
    const reply = fc.constantFrom('expired', 'away', 'away-later', 'paid', 'back')
    fc.assert(
      fc.property(fc.array(reply, { minLength: 1, maxLength: 12 }), fc.nat(200), (replies, length) => {
        const answers = ill({ until: length > 100 ? addDays('2026-02-10', length) : undefined })
        const so = course({ answers })
        let today = '2026-02-12'
        for (const reply of [...replies, 'expired', 'expired', 'expired']) {
          let next = nextOf(so, today)
          if (next.do === 'wait') {
            expect(next.on > today, 'waits for something ahead').to.equal(true)
            today = next.on
            next = nextOf(so, today)
          }
          if (next.do === 'close') return
          if (next.do === 'resume') return void expect(next.from > next.lastDay).to.equal(true)
          if (next.do === 'stop') return void expect(next.lastDay >= '2026-05-31').to.equal(true)
          expect(next.do).to.equal('ask')
          today = addDays(today, 5)
          so.questions.push(
            question(so.questions.length + 1, reply === 'expired' ? 'expired' : 'done', today),
          )
          if (reply === 'away') so.told.push(away(today))
          if (reply === 'away-later') so.told.push(away(today, { until: addDays(today, 40) }))
          if (reply === 'paid') so.told.push(away(today, { wage: 90_000 }))
          if (reply === 'back') so.told.push(back(today))
        }
        expect.fail('it never ends')
      }),
    )
  })
})
