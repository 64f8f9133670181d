import { z } from 'zod'
import type { WorkInterruptionAnswers } from '../../../domain/work-interruption/answers.js'
import type { Amendment, AmendScene } from '../amendments.js'
import { date, fault, type Reading, read } from '../fields.js'
import { readResumption } from './resumption.js'

const isAlive = ({ mutation }: AmendScene) => answersIn({ mutation }).reason !== 'death'

/** Somebody works again, earlier than expected or later. */
const resumption: Amendment = {
  what: 'resumption',
  answers: () => ['resumption'],
  when: isAlive,
  show: (_scene, typed) => ({ values: typed ?? { degree: '100' } }),
  read(typed, scene) {
    const reading = readResumption(typed)
    if ('faults' in reading) return reading
    const { on } = reading.value
    if (on <= answersIn(scene).begin) return wrong('resumedOn', 'resumed-before')
    return on > scene.facts.today ? wrong('resumedOn', 'resumed-ahead') : reading
  },
}

/** It takes longer or shorter than was expected. */
const expectedEnd: Amendment = {
  what: 'expected-end',
  answers: () => ['resumption'],
  when: isAlive,
  show: (_scene, typed) => ({ values: typed ?? {} }),
  read(typed, scene) {
    const reading = read(z.object({ until: date }), typed)
    if ('faults' in reading) return reading
    return reading.value.until < answersIn(scene).begin ? wrong('until', 'ends-before-begin') : reading
  },
}

export const workInterruptionAmendments = [resumption, expectedEnd]

const answersIn = ({ mutation }: Pick<AmendScene, 'mutation'>) => mutation.answers as WorkInterruptionAnswers

const wrong = (field: string, code: string): Reading<never> => ({
  faults: [fault(field, `workInterruption:problems.${code}`)],
})
