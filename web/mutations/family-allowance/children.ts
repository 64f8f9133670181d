import type { Entitlement } from '../../../db/entitlements.js'
import type { Draft } from '../../../db/mutations.js'
import { addYears, type IsoDate } from '../../../domain/dates.js'
import { monthOfBirthday } from '../../../domain/family-allowance/ages.js'
import { type AllowanceKind, relations } from '../../../domain/family-allowance/answers.js'
import { paysOnce, rateFor } from '../../../domain/family-allowance/rates.js'
import { type Fault, listOf, one, type Values } from '../fields.js'
import { type Facts, faultsIn, type Step, typedAt } from '../journey.js'
import { cantonChoices, cantonName, countryChoices } from '../places.js'
import type { Speech } from '../summary.js'
import { authorities, households, sexes } from './child.js'
import { readEmployment } from './employment.js'
import {
  childrenIn, freshKey, keepChildren, likelyKinds, requestedFrom, sharedDefaults, valuesOf,
} from './kept-children.js' // biome-ignore format: one list
import { childReadings, readChildren } from './read-children.js'
import { isEnd } from './request.js'

/** For which children; for an end, for which of the running allowances. */
export const children: Step = {
  slug: 'children',
  question: (draft, t) => t(`familyAllowance:children.question.${isEnd(draft) ? 'end' : 'new'}`),
  when: () => true,
  keep: (typed, draft, facts) => (isEnd(draft) ? typed : keepChildren(typed, draft, facts)),
  faults: (draft, facts) => faultsIn(readChildren(draft, facts)),
  show: (draft, facts, speech, at, faults) =>
    isEnd(draft) ? showEnding(draft, facts, speech) : showChildren(draft, facts, speech, at, faults),
  stays(body) {
    // Nothing is open to be checked when the first child beside those on file is added.
    if (body.add) return { at: 'new', checks: body.firstName !== undefined }
    if (body.edit) return { at: String(body.edit), checks: false }
    return body.dropped ? { at: '', checks: false } : null
  },
}

function showChildren(draft: Draft, facts: Facts, speech: Speech, at: string | null, faults: Fault[]) {
  const { list, shared, ticked = [] } = childrenIn(draft)
  const { t, fmt } = speech
  const from = requestedFrom(draft, facts)
  const readings = childReadings(draft, facts)
  const faulty = faults.length > 0 ? readings.find((it) => it.faults.length > 0) : undefined
  const isFirst = list.length === 0 && facts.person.children.length === 0
  const open =
    faulty?.key ?? (list.some(({ key }) => key === at) ? at : at === 'new' || isFirst ? 'new' : null)
  const opened = list.find(({ key }) => key === open)
  const previous = list.at(-1)
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
    // faults of the open form stand at its fields, those of the whole list above it
    faults: faulty ? faulty.faults : faults,
    known: unlisted.map((child) => {
      const [kind] = likelyKinds(child, from, facts) as [AllowanceKind]
      const tooOld = from > monthOfBirthday(child.birthDate, 25)
      const born = t('familyAllowance:child.born', { date: fmt.date(child.birthDate) })
      const why = t('familyAllowance:children.over25')
      return {
        value: child.id,
        label: `${child.firstName} ${child.lastName}`,
        hint: tooOld ? `${born}. ${why}` : `${born}. ${kindWithRate(kind, 1, draft, facts, speech)}`,
        disabled: tooOld,
      }
    }),
    cards: list
      .filter(({ key }) => key !== open)
      .map((kept) => {
        const typed = valuesOf(kept, draft, facts)
        const reading = readings.find(({ key }) => key === kept.key)
        const kinds = listOf(typed.kinds).map((kind) => t(`familyAllowance:kind.${kind}`))
        return {
          key: kept.key,
          name: [one(typed.firstName), one(typed.lastName)].filter(Boolean).join(' '),
          rows: [
            ...(reading?.child ? [{ label: t('familyAllowance:child.birthDate'), value: fmt.date(reading.child.birthDate) }] : []),
            ...(kinds.length > 0
              ? [{ label: t('familyAllowance:child.allowance'), value: t('familyAllowance:child.kindsFrom', { kinds: fmt.list(kinds), date: fmt.date(from) }) }]
              : []),
          ],
          incomplete: (reading?.faults.length ?? 0) > 0,
        }
      }),
    open,
    isNew: open === 'new',
    formKey: open === 'new' ? freshKey() : open,
    nth: opened ? list.indexOf(opened) + 1 : list.length + 1,
    kinds: offeredKinds(draft, facts, listOf(values.kinds)).map((kind) => ({
      value: kind,
      label: t(`familyAllowance:kind.${kind}`),
      hint: rateText(kind, opened ? list.indexOf(opened) + 1 : list.length + 1, draft, facts, speech),
    })),
    asksMother: offeredKinds(draft, facts).includes('birth'),
    cantons: cantonChoices(t),
    countries: countryChoices(t),
    relations, households, authorities, sexes,
  } // biome-ignore format: the lists of words stand in one row
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

/** Both monthly allowances, the single ones where the canton pays them, and whatever is chosen already. */
function offeredKinds(draft: Draft, facts: Facts, chosen: string[] = []): AllowanceKind[] {
  const employment = readEmployment(draft, facts)
  if ('faults' in employment) return ['child', 'education']
  const pays = (kind: 'birth' | 'adoption') =>
    paysOnce(employment.value.canton, kind, facts.today) !== false || chosen.includes(kind)
  return ['child', 'education', ...(['birth', 'adoption'] as const).filter(pays)]
}

const kindWithRate = (kind: AllowanceKind, nth: number, draft: Draft, facts: Facts, speech: Speech) =>
  `${speech.t(`familyAllowance:kind.${kind}`)}, ${rateText(kind, nth, draft, facts, speech)}`

/** What the canton of work pays, for a child at that place among its siblings. */
function rateText(kind: AllowanceKind, nth: number, draft: Draft, facts: Facts, { t, fmt }: Speech): string {
  const employment = readEmployment(draft, facts)
  if ('faults' in employment) return ''
  const { canton } = employment.value
  const date = requestedFrom(draft, facts)
  const rate = rateFor({ canton, kind, date, birthDate: typicalBirth(kind, date), ordinal: nth })
  if (rate.known !== 'yes') return t('familyAllowance:rate.unknown', { canton: cantonName(canton, t) })
  const single = kind === 'birth' || kind === 'adoption'
  return t(`familyAllowance:rate.${single ? 'once' : 'monthly'}`, {
    canton: cantonName(canton, t),
    amount: fmt.money(rate.amount),
  })
}

/** Before it is typed: the age at which the allowance usually begins. */
const typicalBirth = (kind: AllowanceKind, date: IsoDate): IsoDate =>
  kind === 'education' ? addYears(date, -16) : date

function showEnding(draft: Draft, facts: Facts, { t, fmt }: Speech) {
  const running = facts.person.entitlements.filter((it) => isRunning(it, facts.today))
  return {
    view: 'ending',
    values: { ending: listOf(typedAt(draft, 'children')?.ending) },
    running: running.map((it) => {
      const child = facts.person.children.find(({ id }) => id === it.childId)
      const rate = fmt.money(it.rate)
      return {
        value: it.id,
        label: t('familyAllowance:children.running', {
          name: child ? `${child.firstName} ${child.lastName}` : '',
          kind: t(`familyAllowance:kind.${it.kind}`),
        }),
        hint: t('familyAllowance:children.runningSince', {
          rate,
          period: fmt.period(it.startsOn, it.endsOn),
        }),
      }
    }),
  }
}

const isRunning = ({ kind, endsOn }: Entitlement, today: IsoDate) =>
  (kind === 'child' || kind === 'education') && (endsOn === null || endsOn >= addYears(today, -1))
