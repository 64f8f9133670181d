import { z } from 'zod'
import type { Mutation } from '../../db/reports/mutations.js'
import type { AskedDocument } from '../../domain/asked-document.js'
import type { CaseReview } from '../../domain/review.js'
import type { T } from '../../locales/i18n.js'
import { askedValue } from '../mutations/documents-step.js'
import { fault, listOf, one, optional, type Reading, read, text, type Values } from '../mutations/fields.js'
import { papersOf } from '../mutations/papers.js'

const longest = 2000
const mostDays = 180

/** What the office can ask for in a report, as the groups of boxes of a form. */
export const askable = ({ kind, answers }: Pick<Mutation, 'kind' | 'answers'>, t: T) =>
  papersOf(kind)
    .groups(answers, t)
    .map(({ name, asked }) => ({
      name,
      options: asked.map((it) => ({
        value: askedValue(it),
        label: papersOf(kind).label({ purpose: it.purpose }, answers, t),
      })),
    }))

/** Reads which documents are asked for, with which words and for how many days. */
export function readQuestion(
  typed: Values,
  { kind, answers }: Pick<Mutation, 'kind' | 'answers'>,
  t: T,
): Reading<Extract<CaseReview, { decision: 'ask' }>> {
  const known = papersOf(kind)
    .groups(answers, t)
    .flatMap(({ asked }) => asked)
  const asked = listOf(typed.documents).map((value) => known.find((it) => askedValue(it) === value))
  const days = Number(one(typed.days))
  const words = read(z.object({ text: optional(text(longest)) }), typed)
  const said = 'value' in words ? (words.value.text ?? '') : ''
  const faults = [
    ...(asked.includes(undefined) ? [fault('documents', 'tasks:ask.unknown')] : []),
    ...(asked.length === 0 && !said ? [fault('documents', 'tasks:ask.nothing')] : []),
    ...('faults' in words ? words.faults : []),
    ...(Number.isInteger(days) && days >= 1 && days <= mostDays
      ? []
      : [fault('days', 'tasks:ask.days', { most: mostDays })]),
  ]
  if (faults.length > 0) return { faults }
  const documents = asked.filter((it): it is AskedDocument => it !== undefined)
  return { value: { decision: 'ask', documents, text: said, dueDays: days } }
}
