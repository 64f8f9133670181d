import type { Declaration } from '../../../db/declarations/declarations.js'
import { personsThatCount } from '../../../db/declarations/parts.js'
import type { Mutation } from '../../../db/reports/mutations.js'
import { employerParty } from '../../../db/systems/exchange.js'
import type { SalaryDeclarationAnswers } from '../../../domain/salary-declaration/answers.js'
import type { DeclaredPerson, Institution } from '../../../domain/salary-declaration/declaration.js'
import { writeElm } from '../../../salaries/elm/write.js'
import type { Deps } from '../../deps.js'

/** Declared wages as a message of ELM 5.0, whichever way they came in, with what was corrected. */
export async function elmOf(
  { db, vault, config }: Pick<Deps, 'db' | 'vault' | 'config'>,
  mutation: Mutation,
  declaration: Declaration | null,
): Promise<AsyncIterable<string>> {
  const { name, memberNumber, uid } = await employerParty(db, mutation.employerId)
  const read = declaration?.read
  const named = read?.closing?.institutions.filter(({ id }) => id !== '') ?? []
  const own = { office: config.office.number, member: memberNumber }
  const ours: Institution[] = [
    { id: '#AHV', kind: 'ahv', ...own },
    { id: '#FAK', kind: 'fak', ...own },
  ]
  const head = {
    year: (mutation.answers as SalaryDeclarationAnswers).year,
    company: read?.opening?.company || name,
    uid: read?.opening?.uid ?? uid,
    replaces: read?.opening?.replaces ?? null,
    institutions: named.length > 0 ? named : ours,
    request: mutation.reference,
    writtenAt: (mutation.submittedAt ?? mutation.savedAt).slice(0, 19),
  }
  return writeElm(head, declaration ? personsThatCount(db, vault, declaration) : nobody())
}

async function* nobody(): AsyncGenerator<DeclaredPerson[]> {}
