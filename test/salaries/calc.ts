import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Opens a workbook in LibreOffice, types into cells what `cells` says, and saves it as .xlsx, as somebody would by hand. */
export async function filledInCalc(
  soffice: string,
  workbook: Buffer,
  cells: Record<string, string | number>,
): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'portal-calc-'))
  try {
    const [source, target] = [join(folder, 'Vorlage.xlsx'), join(folder, 'Filled.xlsx')]
    writeFileSync(source, workbook)
    const profile = pathToFileURL(join(folder, 'profile')).href
    const options = ['--headless', '--norestore', '--nologo', `-env:UserInstallation=${profile}`]
    // a new profile is filled from a preset first, which would take the place of what is already there
    await run(soffice, [...options, '--terminate_after_init'], { timeout: 120_000 })
    const module = join(folder, 'profile', 'user', 'basic', 'Standard', 'Module1.xba')
    writeFileSync(module, moduleOf(source, target, cells))
    await run(soffice, [...options, 'macro:///Standard.Module1.Fill'], { timeout: 120_000 })
    return readFileSync(target)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

function moduleOf(source: string, target: string, cells: Record<string, string | number>): string {
  const typed = Object.entries(cells).map(
    ([at, value]) =>
      `  sheet.getCellRangeByName("${at}").${typeof value === 'number' ? `Value = ${value}` : `String = ${quoted(value)}`}`,
  )
  const basic = `Sub Fill
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL(ConvertToURL(${quoted(source)}), "_blank", 0, hidden())
  sheet = doc.Sheets.getByIndex(0)
${typed.join('\n')}
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName"
  kind(0).Value = "Calc MS Excel 2007 XML"
  doc.storeToURL(ConvertToURL(${quoted(target)}), kind())
  doc.close(True)
  StarDesktop.terminate()
End Sub`
  const text = basic.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">${text}</script:module>`
}
