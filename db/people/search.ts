import { plainLetters, spelledOut } from '../../domain/spelling.js'

interface Searched {
  lastName: string
  firstName: string
  ahvNumber: string | null
  personnelNumber?: string | null
}

/**
 * What the column `employees.search` holds: last name first, so that it sorts as well, then first name, the AHV
 * number's digits and the personnel number; lower case, without accents. Umlauts are found as `u` and as `ue`.
 */
export function searchText({ lastName, firstName, ahvNumber, personnelNumber }: Searched): string {
  const names = plain(`${lastName} ${firstName}`)
  const spelled = plain(spelledOut(`${lastName} ${firstName}`))
  return [names, plain(ahvNumber ?? ''), plain(personnelNumber ?? ''), spelled === names ? '' : spelled]
    .filter(Boolean)
    .join(' ')
    .slice(0, 400)
}

/** The words of a search, each of which must be found, in the same spelling as `searchText`. */
export function searchWords(typed: string): string[] {
  return plain(typed).split(' ').filter(Boolean).slice(0, 6)
}

/** Lower case, letters and digits only, without accents; digits that dots, dashes or spaces part are joined. */
export const plain = (text: string) =>
  plainLetters(text)
    .replace(/(?<=\d)[.\s\u2010-\u2015-]+(?=\d)/g, '')
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
