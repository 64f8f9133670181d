import { spawnSync } from 'node:child_process'
import { table } from '../table.js'
import { type Cost, measureCosts, parts, type Step, steps } from './costs.js'
import { sized } from './office.js'

const offices = [1_000, 20_000, 100_000, 600_000]
const digits = (value: number, after = 1) => Number(value.toFixed(after))

/**
 * `npm run bench sizing`: what each step costs, measured, and what offices of several sizes then need in their busiest hour, counted; the last is the
 * country as one office.
 */
export async function benchSizing(): Promise<void> {
  const built = spawnSync('npm', ['run', '-s', 'build'], { stdio: 'inherit' })
  if (built.status !== 0) throw new Error('the portal could not be built')
  const costs = await measureCosts()
  table(
    'What a step costs, in milliseconds of processor',
    steps.map((step) => costRow(step, costs[step])),
  )
  table(
    'The busiest hour of an office',
    offices.map((employers) => {
      const { cores, rates, portals, workers, gigabytes, first } = sized(employers, costs)
      return {
        ...{ employers, 'pages/s': digits(rates.page), 'sign-ins/s': digits(rates.signIn, 2) },
        ...{ 'wages/s': digits(rates.wages, 2), 'reports/s': digits(rates.report, 2) },
        ...Object.fromEntries(parts.map((part) => [`${part}, cores`, digits(cores[part], 2)])),
        ...{ portals, workers, 'GB a year': digits(gigabytes), 'full first': first },
      }
    }),
  )
}

const costRow = (step: Step, cost: Cost) => ({
  step,
  ...Object.fromEntries(parts.map((part) => [part, digits(cost[part])])),
  'kB that stay': Math.round(cost.bytes / 1000),
})
