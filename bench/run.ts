import { execFileSync } from 'node:child_process'
import { findTemporal } from '../scripts/setup/find-temporal.mjs'
import { benchCampaign } from './campaign.js'
import { benchCaseGrowth } from './case-growth.js'
import { benchCases } from './cases.js'
import { benchEmptyCases } from './empty/empty-cases.js'
import { benchGrowth } from './growth.js'
import { benchHistories } from './histories.js'
import { benchLarge } from './large.js'
import { benchPages } from './pages.js'
import { benchPeers } from './peers/peers.js'
import { benchSignIn } from './sign-in.js'
import { benchSizing } from './sizing/sizing.js'
import { benchStart } from './start.js'
import { benchSubmit } from './submit.js'
import { benchWeight } from './weight.js'

// npm run bench: prints tables, asserts nothing. Name parts to run only these: npm run bench pages
const parts: Record<string, () => unknown> = {
  weight: benchWeight,
  start: benchStart,
  histories: benchHistories,
  pages: benchPages,
  submit: benchSubmit,
  'sign-in': benchSignIn,
  cases: benchCases,
  'empty-cases': benchEmptyCases,
  'case-growth': benchCaseGrowth,
  campaign: benchCampaign,
  large: benchLarge,
  growth: benchGrowth,
  peers: benchPeers,
  sizing: benchSizing,
  // each figure is of a process of its own
  salaries: async () =>
    execFileSync(process.execPath, ['--import', 'tsx', 'bench/salaries.ts'], { stdio: 'inherit' }),
}
const wanted = process.argv.slice(2)
process.env.TEMPORAL_BINARY ??= await findTemporal()
// pages name their style sheets and scripts by what was built
execFileSync(process.execPath, ['--import', 'tsx', 'scripts/assets.ts'], { stdio: 'ignore' })
for (const [name, bench] of Object.entries(parts))
  if (wanted.length === 0 || wanted.includes(name)) await bench()
process.exit(0)
