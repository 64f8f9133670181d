import type { Config } from '../../../config.js'
import { answerCall, calledYear, openCalls } from '../../../db/declarations/calls.js'
import { declarationOf, moveWages } from '../../../db/declarations/declarations.js'
import { declaredBy, supersedeOpen } from '../../../db/declarations/declared.js'
import { staffCount } from '../../../db/declarations/known.js'
import { findingsOf } from '../../../db/declarations/reading.js'
import { keepReceipt } from '../../../db/declarations/receipts.js'
import { lineName } from '../../../documents/salary-declaration-statement.js'
import type { SalaryDeclarationAnswers } from '../../../domain/salary-declaration/answers.js'
import { settle } from '../../../domain/salary-declaration/settlement.js'
import { receiptKeys, sealReceipt } from '../../../salaries/receipt.js'
import { type Facts, type Journey, type Preview, settled } from '../journey.js'
import type { Speech } from '../summary.js'
import { countsIn, findingsStep, remarksIn } from './findings.js'
import { wages, wagesIn } from './wages.js'
import { earlierOf, readWay, way, yearTyped } from './way.js'
import { yearBefore } from './year-before.js'

/** Findings that are known to the pages of a draft; all of them are on a page of their own. */
const findingsAtHand = 400

/** The wages of a year, released by somebody who may. */
export const salaryDeclaration = {
  begin: () => ({}),
  title: (_draft, t) => t('salaryDeclaration:journey'),
  topic: (slug, t) => t(`salaryDeclaration:topic.${slug}`),
  steps: [way, wages, findingsStep],
  signed: true,

  answers(draft, facts): SalaryDeclarationAnswers {
    const { year, way, role } = settled(readWay(draft, facts))
    const earlier = earlierOf(facts, year)
    const declaration = way === 'none' ? null : wagesIn(draft, facts)
    return {
      ...{ year, role: earlier.length > 0 ? role : 'first', earlier },
      ...{ way: way === 'none' ? 'none' : (declaration?.way ?? way) },
      sums: declaration?.read?.sums ?? null,
      findings: declaration ? countsIn(draft, facts) : {},
      remarks: declaration ? remarksIn(draft, facts) : {},
      file: declaration?.fileHash ? { name: declaration.fileName, sha256: declaration.fileHash } : null,
      documents: [],
    }
  },

  preview,

  highlights: ({ year, sums }: SalaryDeclarationAnswers, _sections, { t, fmt }) => [
    { label: t('salaryDeclaration:way.year'), value: String(year) },
    { label: t('salaryDeclaration:sum.persons'), value: fmt.number(sums?.persons ?? 0) },
    { label: t('salaryDeclaration:sum.ahv'), value: fmt.money(sums?.ahv ?? 0) },
  ],

  subject: yearTyped,

  async look(db, mutation, { office: { rates } }) {
    const { id, employerId } = mutation
    const declaration = await declarationOf(db, id)
    const findings = declaration?.read
      ? await findingsOf(db, declaration, {}, { offset: 0, limit: findingsAtHand })
      : []
    const calls = (await openCalls(db, employerId)).filter((it) => it.id !== id)
    const known = { rates, called: calledYear(mutation), calls, declared: await declaredBy(db, employerId) }
    const staff = declaration ? 0 : await staffCount(db, employerId)
    return {
      wages: { staff, url: `/e/${employerId}/mutations/${id}/wages`, declaration, findings, ...known },
    }
  },

  /** The receipt that anybody can verify, in the transaction of the release. */
  async sent(trx, { config }: Sealing, mutation, answers, by) {
    const { year, sums, file, role, earlier } = answers as SalaryDeclarationAnswers
    await answerCall(trx, mutation.id, by)
    const replaced = earlier.map(({ id }) => id)
    if (role === 'replacement') await supersedeOpen(trx, replaced, mutation.id, by)
    const { id, code } = sealReceipt(receiptKeys(config.receiptKey, config.oldReceiptKeys), {
      ...{ office: config.office.number, reference: mutation.reference, year },
      ...{ releasedAt: by.at, releasedBy: by.actor, file: file?.sha256 ?? null },
      ...{
        persons: sums?.persons ?? 0,
        ahv: sums?.ahv ?? 0,
        alv: sums?.alv ?? 0,
        allowances: sums?.allowances ?? 0,
      },
    })
    await keepReceipt(trx, { id, mutationId: mutation.id, fileHash: file?.sha256 ?? null, code })
  },

  recalled: (trx, { vault }, { id }, next) => moveWages(trx, vault, id, next),
} satisfies Journey

/** What a receipt is sealed with. */
interface Sealing {
  config: Pick<Config, 'office' | 'receiptKey' | 'oldReceiptKeys'>
}

/** What the wages will bear, before what was paid on account. */
function preview({ sums, year }: SalaryDeclarationAnswers, { wages }: Facts, speech: Speech): Preview {
  const { t, fmt } = speech
  const says = yearBefore(sums, wages?.declared ?? [], year, speech)
  const { lines, balance } = settle(wages?.rates ?? [], sums, year)
  return {
    rows: [...lines, null].map((line) =>
      line
        ? { label: lineName(line, { t }), amount: fmt.money(line.amount) }
        : { label: t('salaryDeclaration:statement.balance'), amount: fmt.money(balance) },
    ),
    total: null,
    missing: [],
    ...(says && { says }),
  }
}
