import * as XLSX from 'xlsx'
import { guardWorkbook } from '../excel/guard.js'
import { refuseStaff } from './refused.js'

/** No limit of rows: what lies behind it would be left out unseen. The guard, the memory and the time of the thread are limits enough. */
const options: XLSX.ParsingOptions = {
  dense: true,
  cellHTML: false,
  cellText: false,
  cellStyles: false,
}

/** A file as a workbook, whether Excel or text. Throws a refusal for what is neither, or could do harm. */
export async function bookIn(bytes: Buffer): Promise<XLSX.WorkBook> {
  if (bytes.length === 0) throw refuseStaff('empty')
  const isText = !bytes.includes(0)
  if (!isText) await guardWorkbook(bytes)
  const book = opened(bytes, isText)
  if (book.vbaraw) throw refuseStaff('macros')
  return book
}

/** The library throws errors of many kinds at damaged files; they all mean the same. */
function opened(bytes: Buffer, isText: boolean): XLSX.WorkBook {
  const text = isText ? textIn(bytes) : ''
  try {
    return isText
      ? // every cell stays the text it is: a personnel number keeps its zeros
        XLSX.read(text, { ...options, type: 'string', raw: true, FS: separatorIn(text) })
      : XLSX.read(bytes, { ...options, type: 'buffer' })
  } catch {
    throw refuseStaff(isText ? 'not-xlsx' : 'zip-broken')
  }
}

/** UTF-8 with or without its mark; what is none is taken for the alphabet of Western Europe, as older programs save it. */
function textIn(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** What parts the headings: a semicolon, a comma or a tab, whichever stands there most. */
function separatorIn(text: string): string {
  const [top = ''] = text.split(/\r?\n/, 1)
  const count = (sign: string) => top.split(sign).length
  return [';', ',', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}
