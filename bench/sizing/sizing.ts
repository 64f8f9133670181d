import { spawnSync } from 'node:child_process'
import { table } from '../table.js'
import { measureCosts } from './costs.js'
import { january } from './january.js'
import { parts } from './measure.js'
import { sized } from './office.js'
import { type Costs, type Step, stepNames, steps } from './steps.js'

const offices = [1_000, 20_000, 100_000, 600_000]
const digits = (value: number, after = 1) => Number(value.toFixed(after))

/**
 * `npm run bench sizing`: what each step costs, measured, and what offices of several sizes then need in their busiest hour and in
 * January's waves, counted; the last is the country as one office.
 */
export async function benchSizing(): Promise<void> {
  const built = spawnSync('npm', ['run', '-s', 'build'], { stdio: 'inherit' })
  if (built.status !== 0) throw new Error('the portal could not be built')
  const costs = await measureCosts()
  table(
    'What a step costs, in milliseconds of processor',
    stepNames.map((step) => costRow(step, costs)),
  )
  table(
    'The busiest hour of an office',
    offices.map((employers) => {
      const { cores, rates, wages, portals, workers, gigabytes, first } = sized(employers, costs)
      return {
        ...{ employers, 'pages/s': digits(rates.page), 'sign-ins/s': digits(rates.signIn, 2) },
        ...{ 'wages/s': digits(wages, 2), 'reports/s': digits(rates.report, 2) },
        ...Object.fromEntries(parts.map((part) => [`${part}, cores`, digits(cores[part], 2)])),
        ...{ portals, workers, 'GB a year': digits(gigabytes), 'full first': first },
      }
    }),
  )
  for (const employers of offices) january(employers, costs)
}

const costRow = (step: Step, costs: Costs) => ({
  step: steps[step],
  ...Object.fromEntries(parts.map((part) => [part, digits(costs[step][part])])),
  'kB that stay': Math.round(costs[step].bytes / 1000),
})
