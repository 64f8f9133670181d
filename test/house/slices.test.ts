import { expect } from 'chai'
import { languages, mutationKinds } from '../../domain/kinds.js'
import { sources } from './sources.js'

const files = sources(['.ts', '.eta', '.json']).map(({ path }) => path)

/** What belongs to a kind of mutation in each room: the same word everywhere, as a file or as a folder. */
const places = (kind: string) => {
  const word = kind.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return {
    'its rules': `domain/${kind}/`,
    'its procedure': `workflows/${kind}.ts`,
    'what the worker does': `activities/${kind}`,
    'its journey': `web/mutations/${kind}/journey.ts`,
    'its tasks': `web/tasks/${kind}/`,
    'the pages of its journey': `views/mutations/${kind}/`,
    'its letters': `documents/${kind}-`,
    'recorded histories': `test/histories/${kind}-`,
    ...Object.fromEntries(languages.map((it) => [`its words in ${it}`, `locales/${it}/${word}.json`])),
  }
}

for (const kind of mutationKinds)
  describe(`The mutation ${kind}`, () => {
    for (const [what, place] of Object.entries(places(kind)))
      it(`has ${what} at ${place}`, () => {
        expect(files.filter((path) => path.startsWith(place))).to.not.deep.equal([])
      })
  })
