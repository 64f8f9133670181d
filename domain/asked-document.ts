/** A document that is wanted in a report: what it proves, and about whom, where a report is about several. */
export interface AskedDocument {
  purpose: string
  childKey?: string
}

/** A document that was sent, with what it was sent for. */
export interface SentDocument extends AskedDocument {
  documentId: string
}

/** What a document was sent for: one thing, or several. Where nothing of it is said, what it was uploaded as. */
export function sentFor(
  { id, purpose }: { id: string; purpose: string },
  sent: SentDocument[],
): AskedDocument[] {
  const its = sent.filter(({ documentId }) => documentId === id)
  return its.length > 0 ? its : [{ purpose }]
}
