import { type Canton, cantons } from '../../domain/kinds.js'
import type { T } from '../../locales/i18n.js'

export interface Choice {
  value: string
  text: string
}

/** The name of a canton in the reader's language. */
export const cantonName = (canton: Canton, t: T): string => t(`mutations:canton.${canton}`)

/** All cantons, by name. */
export const cantonChoices = (t: T): Choice[] =>
  byName(
    cantons.map((canton) => ({ value: canton, text: cantonName(canton, t) })),
    t,
  )

/** Switzerland first, then all countries by name. */
export function countryChoices(t: T): Choice[] {
  const names = new Intl.DisplayNames([t('mutations:locale')], { type: 'region' })
  const all = countries.map((code) => ({ value: code, text: names.of(code) ?? code }))
  return [{ value: 'CH', text: names.of('CH') ?? 'CH' }, ...byName(all, t)]
}

const byName = (choices: Choice[], t: T) =>
  choices.toSorted((a, b) => a.text.localeCompare(b.text, t('mutations:locale')))

/** ISO 3166 codes without Switzerland. */
export const countries = (
  'AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CI CL CM CN CO CR CU CV CY CZ ' +
  'DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM ' +
  'JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MR MT MU MV MW MX MY MZ ' +
  'NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY ' +
  'SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VN VU WS XK YE ZA ZM ZW'
).split(' ')
