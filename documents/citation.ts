import type { Speech } from './speech.js'

const acts = ['FamZG', 'FamZV', 'ATSG', 'ATSV', 'AHVG', 'AHVV', 'EOG', 'EOV', 'FLG', 'ZGB', 'OR'] as const
const article =
  /^(\w+) (\d+\w*)(?: ([IVX]+)(bis|ter|quater)?)?(?: ([a-z](?:bis|ter|quater)?(?:[-–][a-z])?))?$/
const numbers: Record<string, number> = {
  I: 1,
  II: 2,
  III: 3,
  IV: 4,
  V: 5,
  VI: 6,
  VII: 7,
  VIII: 8,
  IX: 9,
  X: 10,
}

/**
 * Articles as a letter quotes them: `FamZG 3 I a` becomes `Art. 3 Abs. 1 lit. a FamZG`, in French
 * `art. 3 al. 1 let. a LAFam`. `FamZG 3 II, 12 II` are two; what is no article stays as it is.
 */
export function citation(law: string, speech: Pick<Speech, 't'>): string {
  const act = law.slice(0, law.indexOf(' '))
  const articles = law.split(/[,;] /).map((one) => (/^\d/.test(one) ? `${act} ${one}` : one))
  return articles.map((one) => single(one, speech)).join('; ')
}

function single(law: string, { t }: Pick<Speech, 't'>): string {
  const [, act, number, roman, latin = '', letter] = article.exec(law) ?? []
  const known = acts.find((one) => one === act)
  if (!known || !number) return law
  const parts = [
    t('letters:citation.article', { number }),
    ...(roman ? [t('letters:citation.paragraph', { number: `${numbers[roman] ?? roman}${latin}` })] : []),
    ...(letter ? [t('letters:citation.letter', { letter })] : []),
    t(`letters:act.${known}`),
  ]
  // An article is quoted on one line.
  return parts.join('\u00a0').replaceAll(' ', '\u00a0')
}
