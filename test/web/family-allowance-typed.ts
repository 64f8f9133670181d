import type { Portal } from './portal.js'
import type { Answer, Visitor } from './visitor.js'

type Fields = Record<string, string | string[] | undefined>

/** What a clerk types at each step of a usual registration. */
export const typed = {
  request: { purpose: 'new', ...day('from', '1.11.2026') } as Fields,
  employment: {
    canton: 'SG',
    ...day('since', '1.4.2019'),
    yearlyIncome: "76'080.–",
    civilStatus: 'married',
    hasOther: 'no',
  } as Fields,
  otherParent: {
    known: 'yes',
    firstName: 'Mara',
    lastName: 'Steiner',
    work: 'employed',
    'employed-canton': 'SG',
    'employed-yearlyIncome': '31 200',
    receives: 'no',
  } as Fields,
  payment: { to: 'employer' } as Fields,
  child: {
    child: '0a1b2c3d',
    firstName: 'Jan',
    lastName: 'Steiner',
    ahvNumber: '7569217076985',
    ...day('birthDate', '3.9.2022'),
    kinds: 'child',
    sex: 'male',
    relation: 'own',
    residenceCountry: 'CH',
    residenceCanton: 'SG',
    livesWith: 'both',
    authority: 'joint',
  } as Fields,
  training: {
    'child0-kind': 'apprenticeship',
    'child0-institution': 'Schreinerei Keller, Wil',
    ...day('child0-from', '1.8.2026'),
    ...day('child0-until', '31.7.2029'),
    'child0-monthlyIncome': '',
  } as Fields,
}

/** A day as the three fields of a form. */
export function day(name: string, text: string): Record<string, string> {
  const [day = '', month = '', year = ''] = text.split('.')
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year }
}

/** Somebody of an employer, with an employee of theirs and one child on file. */
export async function clerkWithFamily(portal: Portal, child: Record<string, unknown> = {}) {
  const employer = await portal.given.employer()
  const user = await portal.given.user({ employers: [employer.id] })
  const person = await portal.given.employee(employer.id)
  const known = await portal.given.child(person, child)
  const hr = await portal.signIn(user)
  return { employer, user, person, known, hr, base: `/e/${employer.id}/mutations` }
}

/** Begins a report and answers its address. */
export async function begin(hr: Visitor, base: string, employee: string, purpose = 'new'): Promise<string> {
  const answer = await hr.post(base, { kind: 'family-allowance', employee, purpose })
  return String(answer.headers.location)
}

/** Follows redirects to the page they end at. */
export async function follow(visitor: Visitor, answer: Answer): Promise<Answer> {
  let last = answer
  while (last.status === 303) last = await visitor.get(String(last.headers.location))
  return last
}

/** Goes through all topics with one known child and stops where everything is checked. */
export async function fillIn(hr: Visitor, url: string, knownChild: string): Promise<void> {
  await hr.post(`${url}/request`, typed.request)
  await hr.post(`${url}/employment`, typed.employment)
  await hr.post(`${url}/children`, ticked(knownChild))
  await hr.post(`${url}/other-parent`, typed.otherParent)
  await hr.post(`${url}/documents`, {})
  await hr.post(`${url}/payment`, typed.payment)
}

/** A child on file, ticked. */
export const ticked = (...known: string[]): Fields => ({
  ticks: '1',
  known,
  sharedLivesWith: 'both',
  sharedAuthority: 'joint',
})

/** What the error summary of a page says. */
export const errorsOn = ({ $ }: Answer): string[] =>
  $('.govuk-error-summary__list a')
    .toArray()
    .map((link) => $(link).text().replaceAll('\u00a0', ' '))

/** The values that a page holds in its fields, by name. */
export function valuesOn({ $ }: Answer): Record<string, string> {
  const fields = $('main input, main select, main textarea').toArray()
  const told = fields.flatMap((field) => {
    const type = $(field).attr('type')
    if ((type === 'radio' || type === 'checkbox') && $(field).attr('checked') === undefined) return []
    return [[String($(field).attr('name')), [$(field).val() ?? ''].flat().join()]]
  })
  return Object.fromEntries(told)
}
