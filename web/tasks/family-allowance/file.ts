import { createHash } from 'node:crypto'
import { circumstancesOf } from '../../../db/allowances/entitlements.js'
import { childrenOf } from '../../../db/employers/addressees.js'
import { employeeOf } from '../../../db/reports/mutations.js'
import type { FamilyAllowanceAnswers } from '../../../domain/family-allowance/answers.js'
import type { Circumstances, Proposal } from '../../../domain/family-allowance/proposal.js'
import { propose } from '../../../domain/family-allowance/propose.js'
import { type CaseFile, caseFileOf } from '../case-file.js'
import type { Scene } from '../form.js'
import type { Names } from './proposal-items.js'

/** All the office has about a report of family allowances, with the proposal as the rules see it now. */
export interface FamilyAllowanceFile extends CaseFile<FamilyAllowanceAnswers> {
  circumstances: Circumstances
  proposal: Proposal
  /** Changes when the proposal does. */
  version: string
  /** First names by the keys of lines. */
  children: Names
}

/** Opens the file of a report. */
export async function familyAllowanceFile(scene: Scene): Promise<FamilyAllowanceFile> {
  const { deps, mutation, today } = scene
  const file = await caseFileOf<FamilyAllowanceAnswers>(scene)
  const circumstances = await circumstancesOf(deps.db, mutation, today, deps.config.rounding)
  const proposal = propose(file.answers, circumstances)
  const onFile = await childrenOf(deps.db, employeeOf(mutation))
  return {
    ...file,
    ...{ circumstances, proposal, version: versionOf(proposal) },
    children: new Map([
      ...onFile.map((child) => [child.id, child.firstName] as const),
      ...file.answers.children.map((child) => [child.key, child.firstName] as const),
    ]),
  }
}

/** A short name of what is proposed and why; the wording of the reasons does not count. */
function versionOf({ verdict, lines }: Proposal): string {
  const decisive = lines.map(({ reasons, partMonths, ...line }) => [
    line,
    reasons.map(({ rule, met }) => [rule, met]),
  ])
  return createHash('sha256')
    .update(JSON.stringify([verdict, decisive]))
    .digest('hex')
    .slice(0, 16)
}
