import type { Template } from '../../salaries/excel/template.js'

/** Headings as they might be; the reader goes by their order alone. */
export const templateWords: Template['words'] = {
  head: {
    version: 'Vorlage',
    member: 'Mitgliednummer',
    company: 'Firma',
    year: 'Beitragsjahr',
    contact: 'Kontakt',
  },
  columns: {
    ahvNumber: 'AHV-Nummer',
    lastName: 'Name',
    firstName: 'Vorname',
    birthDate: 'Geburtsdatum',
    sex: 'Geschlecht',
    canton: 'Kanton',
    from: 'von',
    to: 'bis',
    exit: 'Austritt',
    ahv: 'AHV-Lohn',
    alv: 'ALV-Lohn',
    alvFree: 'ohne ALV',
    ahvFree: 'Freibetrag',
    wage: 'FAK-Lohn',
    allowances: 'Zulagen',
    remark: 'Bemerkung',
  },
  faults: { canton: 'Kanton', sex: 'F oder M', day: 'Datum', amount: 'Betrag' },
}
