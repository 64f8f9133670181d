import type { Proposal } from '../../../domain/family-allowance/proposal.js'
import { arrearsSum, monthlySum } from '../../../domain/family-allowance/sums.js'
import { listAddress } from '../address.js'
import type { Scene } from '../form.js'
import type { CaseFile } from './file.js'
import { proposalItems } from './proposal-items.js'

/** The right side of a review: the proposal or one of the documents, and chips to change between them. */
export function sheetOf(scene: Scene, file: CaseFile) {
  const { show, t } = scene
  const uploads = file.documents.filter(({ origin }) => origin === 'upload')
  const current = uploads.find(({ id }) => id === show)
  const labels = uploads.map(({ id, purpose }) => {
    const asked = file.answers.documents.find((it) => it.documentId === id)
    const document = t(`familyAllowance:document.${purpose}`)
    const child = file.children.get(asked?.childKey ?? '')
    return child ? t('tasks:wish.forChild', { document, child }) : document
  })
  return {
    tabs: [
      {
        id: 'tab-proposal',
        text: t('tasks:review.proposal'),
        href: tabAddress(scene, ''),
        current: !current,
      },
      ...uploads.map(({ id }, index) => ({
        ...{ id: `tab-${id}`, icon: 'file', text: labels[index] ?? '' },
        ...{ href: tabAddress(scene, id), current: id === current?.id },
      })),
    ],
    document: current && {
      title: labels[uploads.indexOf(current)],
      href: `/office/documents/${current.id}`,
      download: `/office/documents/${current.id}?download`,
      type: current.mime,
    },
    proposal: proposalOf(file.proposal, file, scene),
  }
}

const tabAddress = ({ address }: Scene, show: string) => {
  const [path = '', query] = address.split('?')
  return listAddress(path, { ...Object.fromEntries(new URLSearchParams(query)), show })
}

/** A proposal in words, with what it comes to. */
function proposalOf({ verdict, lines, monthly, arrears }: Proposal, { children }: CaseFile, scene: Scene) {
  return {
    title: scene.t(`tasks:review.verdict.${verdict}`),
    items: proposalItems(lines, children, scene),
    totals: totalsOf({ monthly, arrears }, scene),
  }
}

/** The lines of a decision in words, with what it comes to. */
export function decidedOf(lines: Proposal['lines'], { children, circumstances }: CaseFile, scene: Scene) {
  const monthly = monthlySum(lines, scene.today)
  const arrears = arrearsSum(lines, circumstances)
  return { items: proposalItems(lines, children, scene), totals: totalsOf({ monthly, arrears }, scene) }
}

function totalsOf({ monthly, arrears }: Pick<Proposal, 'monthly' | 'arrears'>, { t, fmt }: Scene) {
  return [
    ...(monthly > 0 ? [{ text: t('tasks:review.monthly'), sum: fmt.money(monthly) }] : []),
    ...(arrears > 0 ? [{ text: t('tasks:review.arrears'), sum: fmt.money(arrears) }] : []),
  ]
}
