import type { Office } from '../offices/office.js'
import type { Letter } from './letter.js'

/** The office at the head of a letter, and the place where it is written. */
export function senderOf(office: Office): Pick<Letter, 'office' | 'place'> {
  const { name, street, city, phone, email, logo } = office
  const { accent } = office.colours.light
  return {
    office: { name, address: [street, city], phone, email, logo, accent },
    place: city.replace(/^\d+ /, ''),
  }
}
