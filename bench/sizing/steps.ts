import type { Cost } from './measure.js'

/** What is measured, and goes by a name in the tables. */
export const steps = {
  page: 'a page, written anew',
  signIn: 'signing in',
  report: 'a report, from sending to letter and mail',
  call: 'a call for wages: task and mail',
  reminder: 'its reminder',
  letter: 'its reminder letter',
  elm: 'wages by ELM, from signing in to the statement',
  excel: 'wages by the Excel template',
  online: 'wages typed in, nine people',
  wages: 'no wages, or others in their place',
  file: 'a wage file of five persons, sent again',
} as const
export type Step = keyof typeof steps
export type Costs = Record<Step, Cost>
export const stepNames = Object.keys(steps) as Step[]
