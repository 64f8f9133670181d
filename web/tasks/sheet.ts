import type { Document } from '../../db/reports/documents.js'
import { type SentDocument, sentFor } from '../../domain/asked-document.js'
import { listAddress } from './address.js'
import type { CaseFile } from './case-file.js'
import type { Scene } from './form.js'
import { documentLabel } from './wishes.js'

/** A proposal in words, with what it comes to. */
export interface Sheet {
  items: SheetItem[]
  totals: { text: string; sum: string }[]
}

/** One thing that is proposed or was decided: what, when, how much, and which rules decided. */
export interface SheetItem {
  title: string
  period: string
  sum: string
  granted: 'yes' | 'no' | 'open'
  reasons: { text: string; law: string; met: 'yes' | 'no' | 'open' }[]
}

/**
 * The right side of a review: the proposal or one of the documents, and chips to change between them. Once it is decided there is no proposal
 * any more: what the rules would say now, with the decision carried out, is no answer to what was asked then.
 */
export function sheetOf(
  scene: Scene,
  { documents, answers }: Pick<CaseFile<{ documents: SentDocument[] }>, 'documents' | 'answers'>,
  proposal: Sheet & { title: string },
) {
  const { show, t, fmt, task } = scene
  const isOpen = task.status === 'open'
  const uploads = documents.filter(({ origin }) => origin !== 'office')
  const current = uploads.find(({ id }) => id === show)
  const label = ({ id, purpose, origin, name }: Document) =>
    origin === 'filed'
      ? name
      : fmt.list(sentFor({ id, purpose }, answers.documents).map((asked) => documentLabel(asked, scene)))
  return {
    tabs: [
      ...(isOpen
        ? [
            {
              id: 'tab-proposal',
              text: t('tasks:review.proposal'),
              href: tabAddress(scene, ''),
              current: !current,
            },
          ]
        : []),
      ...uploads.map((upload) => ({
        ...{ id: `tab-${upload.id}`, icon: 'file', text: label(upload) },
        ...{ href: tabAddress(scene, upload.id), current: upload === current },
      })),
    ],
    document: current && {
      title: label(current),
      href: `/office/documents/${current.id}`,
      download: `/office/documents/${current.id}?download`,
      type: current.mime,
      warning: warningOf(current, t),
    },
    proposal: isOpen ? proposal : null,
  }
}

/** What a document can do beside being looked at, in a sentence; null for most. */
const warningOf = ({ activeContent }: Document, t: Scene['t']): string | null =>
  activeContent
    ? t('documents:active.warning', {
        what: activeContent
          .split(' ')
          .map((it) => t(`documents:active.${it}`))
          .join(', '),
      })
    : null

const tabAddress = ({ address }: Scene, show: string) => {
  const [path = '', query] = address.split('?')
  return listAddress(path, { ...Object.fromEntries(new URLSearchParams(query)), show })
}
