import type { Fault } from './fields.js'
import { one, type Values } from './fields.js'

/** For an answer's name: the answers that show more fields, and those fields. */
export type Below = Record<string, { answers: string[]; fields: string[] }>

/** The fields shown below a chosen answer, without the answer in front: `employed-canton` becomes `canton`. */
export function unnested(typed: Values, below: Below): Values {
  const plain = Object.entries(typed).filter(([name]) => !isNested(name, below))
  const chosen = Object.entries(below).flatMap(([name, { fields }]) =>
    fields.flatMap((field): [string, string][] => {
      const value = typed[`${one(typed[name])}-${field}`]
      return value === undefined ? [] : [[field, one(value)]]
    }),
  )
  return Object.fromEntries([...plain, ...chosen])
}

/** The same back for the page: `canton` becomes `employed-canton` if that is the answer. */
export const nested = (values: Values, below: Below): Values =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [nestedName(name, values, below), value]))

/** Faults at the names the fields have on the page. */
export const nestedFaults = (faults: Fault[], values: Values, below: Below): Fault[] =>
  faults.map((fault) => ({ ...fault, field: nestedName(fault.field, values, below) }))

function nestedName(name: string, values: Values, below: Below): string {
  const above = Object.entries(below).find(([, { fields }]) => fields.includes(name))
  const answer = above && one(values[above[0]])
  return answer && above[1].answers.includes(answer) ? `${answer}-${name}` : name
}

const isNested = (name: string, below: Below) =>
  Object.values(below).some(({ answers, fields }) =>
    answers.some((answer) => fields.some((field) => name === `${answer}-${field}`)),
  )
