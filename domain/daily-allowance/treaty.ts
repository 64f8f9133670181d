/** Members of the European Union and of EFTA: insurance and work there count (EOV 26, 28). ISO 3166. */
const treatyStates =
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' ')

export const isTreatyState = (country: string): boolean => treatyStates.includes(country)
