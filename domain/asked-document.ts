/** A document that is wanted in a report: what it proves, and about whom, where a report is about several. */
export interface AskedDocument {
  purpose: string
  childKey?: string
}

/** A document that was sent, with what it was sent for. */
export interface SentDocument extends AskedDocument {
  documentId: string
}
