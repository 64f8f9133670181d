import type { Finding } from './finding.js'

type T = (key: string, params?: Record<string, unknown>) => string

/** What a finding is about, what was found and, unless all is well, what to do; moments as `moment` writes them. */
export function wordsOf(
  { state, what, says, values = {} }: Finding,
  t: T,
  moment: (at: string) => string,
): { title: string; text: string; todo?: string } {
  const toldAs = (name: string, value: string) => {
    if (name === 'kind') return t(`doctor:kind.${value}`)
    return name === 'at' || name === 'oldest' ? moment(value) : value
  }
  const told = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value !== 'string' ? value : toldAs(name, value),
    ]),
  )
  return {
    title: t(`doctor:what.${what}`),
    text: t(`doctor:says.${says}`, told),
    ...(state !== 'good' && { todo: t(`doctor:todo.${says}`, told) }),
  }
}
