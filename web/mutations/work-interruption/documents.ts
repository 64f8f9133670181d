import { missingPapers, runningAt } from '../../../domain/work-interruption/findings.js'
import { documentsStep, sentDocuments } from '../documents-step.js'
import { onFile } from './on-file.js'
import { interruptionPapers, workInterruptionPapers } from './papers.js'
import { readPeriod } from './period.js'

/** The certificate, where health is the reason and allowances run. */
export const documents = documentsStep({
  purposes: interruptionPapers,
  label: (asked, _draft, _facts, t) => workInterruptionPapers.label(asked, {}, t),
  when: (draft, facts) => needed(draft, facts, []).length > 0,
  needs: (draft, facts) => ({
    needed: needed(draft, facts, []),
    missing: needed(draft, facts, sentDocuments(draft, facts)),
  }),
})

function needed(
  ...[draft, facts, sent]: [...Parameters<typeof readPeriod>, { documentId: string; purpose: string }[]]
) {
  const period = readPeriod(draft, facts)
  if ('faults' in period) return []
  const runs = runningAt(onFile(facts).allowances, period.value.begin).length > 0
  return runs ? missingPapers({ ...period.value, documents: sent }) : []
}
