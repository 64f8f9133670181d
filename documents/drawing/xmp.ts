/**
 * Adds the claim of PDF/UA-1 to the metadata (pdfkit writes that of PDF/A alone) and lets names hold `&` and `<`,
 * which pdfkit would write into the XML as they are.
 */
export function pdfua(doc: PDFKit.PDFDocument): void {
  doc.appendXML(claim)
  const inner = doc as unknown as { info: Record<string, unknown>; _addInfo(): void }
  const addInfo = inner._addInfo
  inner._addInfo = () => {
    const info = inner.info
    inner.info = Object.fromEntries(Object.entries(info).map(([key, value]) => [key, escaped(value)]))
    addInfo.call(inner)
    inner.info = info
  }
}

function escaped(value: unknown): unknown {
  if (typeof value !== 'string') return value
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

// PDF/A wants every foreign namespace of the metadata declared, hence the second description.
const claim = `
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
  <pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>part</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>`
