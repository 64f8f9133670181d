import type { Institution } from './declaration.js'

export interface Addressee {
  office: string
  member: string
}

/** Member numbers are written with dots, dashes and blanks as people like; a sub-account follows a slash. */
const bare = (number: string) => (number.split('/')[0] ?? '').replace(/[^0-9A-Za-z]/g, '').toUpperCase()

export const isOurOffice = ({ office }: Institution, ours: Addressee): boolean =>
  bare(office) === bare(ours.office)

export const isOurMember = ({ member }: Institution, ours: Addressee): boolean =>
  bare(member) === bare(ours.member)

/** Whether lines with this reference are addressed to this office in the employer's name. Unknown references are nobody's. */
export function isOurs(id: string, institutions: Institution[], ours: Addressee): boolean {
  return institutions.some((it) => it.id === id && isOurOffice(it, ours) && isOurMember(it, ours))
}
