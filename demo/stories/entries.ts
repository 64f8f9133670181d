import { entryBegun, entrySent, type Newcomer } from '../entry-acts.js'
import { ahvNumberOf } from '../ids.js'
import { endOfMonth, old, since } from '../when.js'

const hr = { firm: 'muster-bau', by: 'hr@muster-bau.example' }
const fidu = { firm: 'seetal-gastro', by: 'treuhand@fidu.example' }

/** Confirmed at once; wants family allowances, which nobody has reported yet. */
const lorena: Newcomer = {
  ...hr,
  person: {
    ...{ firstName: 'Lorena', lastName: 'Bänziger', sex: 'female', nationality: 'CH', born: old(33, 2) },
    ahvNumber: ahvNumberOf('Lorena Bänziger'),
  },
  home: { street: 'Rosenbergstrasse 60', zip: '9000', city: 'St. Gallen' },
  work: { function: 'Bauzeichnerin', workload: 80, wage: 5480, from: since(0, 0), allowances: true },
}

/** Has no AHV number yet: the office gets one. */
const tiago: Newcomer = {
  ...hr,
  person: { firstName: 'Tiago', lastName: 'Carvalho', sex: 'male', nationality: 'PT', born: old(27, 6) },
  home: { street: 'Langgasse 12', zip: '9008', city: 'St. Gallen' },
  work: { function: 'Maurer', workload: 100, wage: 5250, from: since(0, 0), allowances: false },
  card: {
    ...{ allFirstNames: 'Tiago Miguel', singleName: 'Carvalho', birthPlace: 'Braga, Portugal' },
    ...{ mother: 'Ana Lopes', father: 'Rui Carvalho' },
  },
}

/** The number on the card belongs to somebody else: the office finds out. */
const mirjam: Newcomer = {
  ...fidu,
  person: {
    ...{ firstName: 'Mirjam', lastName: 'Portmann', sex: 'female', nationality: 'CH', born: old(22, 8) },
    ahvNumber: ahvNumberOf('Sabine Hürlimann'),
  },
  home: { street: 'Bahnhofplatz 4', zip: '6280', city: 'Hochdorf' },
  work: { function: 'Köchin', workload: 60, wage: 2980, from: since(0, 0), allowances: false },
}

/** Begins next month; only the name is said. */
const silvan: Newcomer = {
  ...hr,
  person: {
    ...{ firstName: 'Silvan', lastName: 'Egger', sex: 'male', nationality: 'CH', born: old(19, 1) },
    ahvNumber: ahvNumberOf('Silvan Egger'),
  },
  home: { street: 'Dorfplatz 1', zip: '9303', city: 'Wittenbach' },
  work: { function: 'Zimmermann', workload: 100, wage: 4650, from: endOfMonth(0), allowances: false },
}

/** Entries: confirmed, waiting for a number, contradicted, and just begun. */
export const entries = [
  entrySent(lorena, 5),
  entrySent(tiago, 3),
  entrySent(mirjam, 2, 14),
  entryBegun(silvan, 1),
]
