import { day } from './family-allowance-typed.js'
import type { Portal } from './portal.js'
import type { Answer, Visitor } from './visitor.js'

type Fields = Record<string, string | string[] | undefined>

/** What a clerk types at each step of a usual report of a birth. */
export const typed = {
  birth: { ...day('date', '1.10.2026'), alive: 'yes', term: 'full', by: 'employer' } as Fields,
  employment: { ...day('since', '1.4.2019'), state: 'working' } as Fields,
  wage: { type: 'monthly', amount: "6'000.–", thirteenth: 'yes' } as Fields,
  'leave-pay': { paid: 'full', returned: 'no' } as Fields,
  children: { firstName: 'Lia', lastName: 'Graf', birthDate: '', ahvNumber: '' } as Fields,
  insurance: { abroad: 'no' } as Fields,
  'other-work': { hasOther: 'no', hasEarlier: 'no', selfEmployed: 'no', hasFormer: 'no' } as Fields,
  hospital: { stay: 'no', died: 'no' } as Fields,
  account: { iban: 'CH93 0076 2011 6238 5295 7', holder: 'Mia Graf' } as Fields,
  documents: {} as Fields,
}

/** Somebody of an employer, with a woman who works there. */
export async function clerkAndMother(portal: Portal, changes: Record<string, unknown> = {}) {
  const employer = await portal.given.employer()
  const user = await portal.given.user({ employers: [employer.id] })
  const person = await portal.given.employee(employer.id, {
    sex: 'female',
    firstName: 'Mia',
    lastName: 'Graf',
    ...changes,
  })
  const hr = await portal.signIn(user)
  return { employer, user, person, hr, base: `/e/${employer.id}/mutations` }
}

/** Begins a report and answers its address. */
export async function beginMaternity(hr: Visitor, base: string, employee: string): Promise<string> {
  const answer = await hr.post(base, { kind: 'maternity', employee })
  return String(answer.headers.location)
}

/** Answers every step in turn, some of them otherwise; stops where everything is checked. Answers the last page. */
export async function answerAll(
  hr: Visitor,
  url: string,
  otherwise: Partial<typeof typed> = {},
): Promise<Answer> {
  const all = { ...typed, ...otherwise }
  let page = await hr.get(url)
  for (let steps = 0; steps < 12; steps++) {
    while (page.status === 303) page = await hr.get(String(page.headers.location))
    const step = page.request.url.split('/').at(-1)?.split('?')[0] as keyof typeof typed
    if (!(step in all)) return page
    page = await hr.post(`${url}/${step}`, all[step])
    if (page.status !== 303) return page
  }
  return page
}
