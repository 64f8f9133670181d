import PDFDocument from 'pdfkit'
import type { Instant } from '../domain/dates.js'

/** A paper that an employer uploads: a page that says what it is, and that it is none. Same words and moment, same bytes. */
export function paper(title: string, lines: string[], at: Instant): Promise<Buffer> {
  const doc = new PDFDocument({ size: 'A4', margin: 72, info: { Title: title, CreationDate: new Date(at) } })
  const chunks: Buffer[] = []
  const written = new Promise<Buffer>((done, fail) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => done(Buffer.concat(chunks)))
    doc.on('error', fail)
  })
  doc.font('Helvetica-Bold').fontSize(20).text(title)
  doc.moveDown().font('Helvetica').fontSize(12)
  for (const line of lines) doc.text(line)
  doc.moveDown(2).fillColor('#a00000').text('Demo')
  doc.end()
  return written
}
