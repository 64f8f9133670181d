/** Room for a signature with its certificates, in bytes. */
const room = 12_288

/** The parts of pdfkit that its types leave out. */
interface Inner {
  _root: { data: Record<string, unknown> }
  _acroform: object
  page: { annotations: object[]; dictionary: object }
  ref(data: object): { end(): void }
}

/**
 * A field for the office's signature, filled in once the file is whole. It is not seen, and lies outside the page, so that a
 * screen reader passes over it; what it holds is shown by every PDF reader's panel of signatures.
 */
export function signatureField(doc: PDFKit.PDFDocument, name: string, at: Date): void {
  const inner = doc as unknown as Inner
  const value = inner.ref({
    ...{ Type: 'Sig', Filter: 'Adobe.PPKLite', SubFilter: 'ETSI.CAdES.detached' },
    ByteRange: [0, placeholder, placeholder, placeholder],
    Contents: Buffer.alloc(room),
    ...{ Name: new String(name), M: at },
  })
  value.end()
  doc.switchToPage(0)
  const [print, locked] = [4, 128]
  const field = inner.ref({
    ...{ Type: 'Annot', Subtype: 'Widget', FT: 'Sig', T: new String('Signature1'), TU: new String(name) },
    ...{ Rect: [-1, -1, -1, -1], F: print + locked, V: value, P: inner.page.dictionary },
  })
  field.end()
  inner.page.annotations.push(field)
  // as pdfkit's own forms begin, which take a font for granted
  inner._acroform = { fonts: {}, defaultFont: 'none' }
  inner._root.data.AcroForm = inner.ref({ Fields: [field], SigFlags: 3, DR: { Font: {} } })
}

/** What @signpdf looks for and replaces. */
const placeholder = '**********'
