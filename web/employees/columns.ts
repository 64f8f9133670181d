import type { Request } from 'express'
import { translator } from '../../locales/i18n.js'
import { languageOf } from '../language.js'
import { columnChoice } from '../lists/columns.js'

/** Which columns of the people can be shown; their file has all it is read in again with. */
export function staffColumnChoice(req: Request) {
  const t = translator(languageOf(req))
  const heading = (column: string) =>
    t(
      column === 'personnelNumber' || column === 'function'
        ? `staff:column.${column}`
        : `employees:list.${column}`,
    )
  return { ...columnChoice(req, 'employees', heading), hint: t('employees:list.columnsHint') }
}
