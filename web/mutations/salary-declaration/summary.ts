import type { Document } from '../../../db/reports/documents.js'
import type { SalaryDeclarationAnswers } from '../../../domain/salary-declaration/answers.js'
import type { FindingCode } from '../../../domain/salary-declaration/findings.js'
import type { Row, Section, Speech } from '../summary.js'

/** Released wages in words: how they came in, what they add up to by canton, what was said to warnings. */
export function summariseSalaryDeclaration(
  answers: SalaryDeclarationAnswers,
  speech: Speech,
  files: Document[],
): Section[] {
  const { t, fmt } = speech
  const { year, way, sums, remarks, file, documents, role, earlier = [] } = answers
  const row = (label: string, value: string): Row => ({ label, value })
  const amount = (field: string, value: number) => row(t(`salaryDeclaration:sum.${field}`), fmt.money(value))
  const sections: [string, Row[]][] = [
    [
      'way',
      [
        row(t('salaryDeclaration:way.year'), String(year)),
        row(t('salaryDeclaration:way.how'), t(`salaryDeclaration:way.${way}`)),
        ...(earlier.length > 0
          ? [
              row(
                t(`salaryCall:${role === 'replacement' ? 'replaces' : 'adds'}`),
                earlier.map(({ reference }) => reference).join(', '),
              ),
            ]
          : []),
        ...(file ? [row(t('salaryDeclaration:way.file'), file.name)] : []),
      ],
    ],
    [
      'wages',
      sums
        ? [
            row(t('salaryDeclaration:sum.persons'), fmt.number(sums.persons)),
            ...(['ahv', 'ahvFree', 'alv', 'alvFree'] as const).map((field) => amount(field, sums[field])),
            ...Object.entries(sums.cantons).map(([canton, { wage }]) =>
              row(t('salaryDeclaration:sum.canton', { canton }), fmt.money(wage)),
            ),
            amount('allowances', sums.allowances),
          ]
        : [],
    ],
    [
      'findings',
      Object.entries(remarks).map(([code, said]) =>
        row(
          t(`salaryDeclaration:finding.${code as FindingCode}.title`),
          said || t('salaryDeclaration:findings.confirmed'),
        ),
      ),
    ],
    [
      'documents',
      documents.flatMap(({ documentId, purpose }) => {
        const sent = files.find(({ id }) => id === documentId)
        return sent
          ? [{ label: t(`salaryDeclaration:document.${purpose}`), value: [sent.name], documents: [sent.id] }]
          : []
      }),
    ],
  ]
  return sections
    .filter(([, rows]) => rows.length > 0)
    .map(([slug, rows]) => ({ slug, title: t(`salaryDeclaration:topic.${slug}`), rows }))
}
