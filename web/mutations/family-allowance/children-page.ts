import type { ChildOnFile } from '../../../db/people/person.js'
import type { Draft } from '../../../db/reports/mutations.js'
import { monthOfBirthday } from '../../../domain/family-allowance/ages.js'
import { type AllowanceKind, relations } from '../../../domain/family-allowance/answers.js'
import { type Fault, listOf, one, type Values } from '../fields.js'
import type { Facts } from '../journey.js'
import { cantonChoices, countryChoices } from '../places.js'
import type { Speech } from '../summary.js'
import { authorities, households, sexes } from './child.js'
import {
  childrenIn, freshKey, type KeptChild, likelyKinds, requestedFrom, sharedDefaults, valuesOf,
} from './kept-children.js' // biome-ignore format: one list
import { offeredKinds, rateText } from './rate-text.js'
import { childReadings } from './read-children.js'
import { nameOf } from './summary.js'

/** The page of the children: those on file to tick, those of the report as cards, and the form of one. */
export function showChildren(draft: Draft, facts: Facts, speech: Speech, at: string | null, faults: Fault[]) {
  const { list, shared, ticked = [] } = childrenIn(draft)
  const { t } = speech
  const readings = childReadings(draft, facts)
  const faulty = faults.length > 0 ? readings.find((it) => it.faults.length > 0) : undefined
  const isFirst = list.length === 0 && facts.person.children.length === 0
  const open =
    faulty?.key ?? (list.some(({ key }) => key === at) ? at : at === 'new' || isFirst ? 'new' : null)
  const opened = list.find(({ key }) => key === open)
  const previous = list.at(-1)
  const nth = opened ? list.indexOf(opened) + 1 : list.length + 1
  const unlisted = facts.person.children.filter(({ id }) => !list.some(({ childId }) => childId === id))
  const values: Values = opened
    ? valuesOf(opened, draft, facts)
    : previous
      ? sameFamily(valuesOf(previous, draft, facts))
      : { relation: 'own', residenceCountry: 'CH', lastName: facts.person.lastName, ...sharedDefaults(facts) }
  return {
    view: 'children',
    values: {
      ...values,
      known: ticked,
      sharedLivesWith: one(shared.livesWith ?? sharedDefaults(facts).livesWith),
      sharedAuthority: one(shared.authority ?? sharedDefaults(facts).authority),
    },
    // faults of the open form and of those on file stand at their fields, those of the whole list above them
    faults: faulty
      ? [...named(faults.filter(({ field }) => field.startsWith('shared')), {}, nth, t), ...named(faulty.faults, values, nth, t)]
      : named(faults, values, nth, t),
    known: unlisted.map((child) => offerOf(child, draft, facts, speech)),
    cards: list
      .filter(({ key }) => key !== open)
      .map((kept) => cardOf(kept, draft, facts, speech)),
    open,
    formKey: open === 'new' ? freshKey() : open,
    nth,
    kinds: offeredKinds(draft, facts, listOf(values.kinds)).map((kind) => ({
      value: kind,
      label: t(`familyAllowance:kind.${kind}`),
      hint: rateText(kind, nth, draft, facts, speech),
    })),
    asksMother: offeredKinds(draft, facts).includes('birth'),
    cantons: cantonChoices(t),
    countries: countryChoices(t),
    relations, households, authorities, sexes,
  } // biome-ignore format: the lists of words stand in one row
}

/** A child on file with the allowance it is likely to get. */
function offerOf(child: ChildOnFile, draft: Draft, facts: Facts, speech: Speech) {
  const { t, fmt } = speech
  const from = requestedFrom(draft, facts)
  const [kind] = likelyKinds(child, from, facts) as [AllowanceKind]
  const tooOld = from > monthOfBirthday(child.birthDate, 25)
  const born = t('familyAllowance:child.born', { date: fmt.date(child.birthDate) })
  const rate = `${t(`familyAllowance:kind.${kind}`)}, ${rateText(kind, 1, draft, facts, speech)}`
  const hint = tooOld ? t('familyAllowance:children.over25') : rate
  return { value: child.id, label: nameOf(child), hint: `${born}. ${hint}`, disabled: tooOld }
}

/** A child of the report, in short. */
function cardOf(kept: KeptChild, draft: Draft, facts: Facts, { t, fmt }: Speech) {
  const typed = valuesOf(kept, draft, facts)
  const reading = childReadings(draft, facts).find(({ key }) => key === kept.key)
  const kinds = listOf(typed.kinds).map((kind) => t(`familyAllowance:kind.${kind}`))
  const date = fmt.date(requestedFrom(draft, facts))
  const asked = t('familyAllowance:child.kindsFrom', { kinds: fmt.list(kinds), date })
  const born = reading?.child && fmt.date(reading.child.birthDate)
  return {
    key: kept.key,
    name: [one(typed.firstName), one(typed.lastName)].filter(Boolean).join(' '),
    rows: [
      ...(born ? [{ label: t('familyAllowance:child.birthDate'), value: born }] : []),
      ...(kinds.length > 0 ? [{ label: t('familyAllowance:child.allowance'), value: asked }] : []),
    ],
    incomplete: (reading?.faults.length ?? 0) > 0,
  }
}

/** Brothers and sisters mostly live together: what was said of one is offered for the next. */
const sameFamily = ({
  lastName,
  relation,
  residenceCountry,
  residenceCanton,
  livesWith,
  authority,
}: Values): Values =>
  Object.fromEntries(
    Object.entries({ lastName, relation, residenceCountry, residenceCanton, livesWith, authority }).filter(
      ([, value]) => value !== undefined,
    ),
  ) as Values

/** What is unsaid, by name: several fields of a page ask for an answer, and their sentences stand together above it. */
function named(faults: Fault[], values: Values, nth: number, t: Speech['t']): Fault[] {
  const child = one(values.firstName) || t('familyAllowance:children.nth', { number: nth })
  return faults.map((fault) =>
    fault.key === 'common:errors.choose' || fault.key === 'common:errors.required'
      ? { ...fault, key: `familyAllowance:unsaid.${fault.field}`, params: { child } }
      : fault,
  )
}
