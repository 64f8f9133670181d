import { expect } from 'chai'
import { need } from '../needs.js'
import { absencesAndExits } from './absences.js'
import { accessibility } from './accessibility.js'
import { crawl } from './crawl.js'
import { entriesAndDeadlines } from './entries.js'
import { frenchJourney } from './french.js'
import { germanJourney } from './german.js'
import { keyboardAlone } from './keyboard.js'
import { leavesOfOtherParents } from './leaves.js'
import { refusals } from './refusals.js'
import { secondThoughts } from './second-thoughts.js'
import { openStage, type Stage } from './stage.js'

describe('The portal in a real browser', function () {
  this.timeout(90_000)
  let stage: Stage | undefined
  const open = () => {
    if (!stage) throw new Error('nothing has been started')
    return stage
  }

  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    stage = await openStage(need(this, 'CHROMIUM_PATH'))
  })
  after(async () => stage?.close())
  afterEach('no page did what no page may do', () => {
    expect(stage?.complaints() ?? []).to.deep.equal([])
  })

  germanJourney(open)
  frenchJourney(open)
  secondThoughts(open)
  refusals(open)
  keyboardAlone(open)
  absencesAndExits(open)
  entriesAndDeadlines(open)
  leavesOfOtherParents(open)
  accessibility(open)
  crawl(open)
})
