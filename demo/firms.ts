import type { Canton, Language } from '../domain/kinds.js'
import { aareholz } from './people/aareholz.js'
import { ateliersVuille } from './people/ateliers-vuille.js'
import { limmatpflege } from './people/limmatpflege.js'
import { musterBau } from './people/muster-bau.js'
import { officineVerbano } from './people/officine-verbano.js'
import { seetalGastro } from './people/seetal-gastro.js'
import type { Person } from './person.js'

export interface Firm {
  id: string
  memberNumber: string
  uid: string
  name: string
  street: string
  zip: string
  city: string
  canton: Canton
  language: Language
  people: Person[]
}

/** The employers of the demo, with the people who work there. None of them exists. */
export const firms: Firm[] = [
  {
    id: 'muster-bau',
    memberNumber: '47.110-3',
    uid: 'CHE-900.000.016',
    name: 'Muster Bau AG',
    street: 'Industriestrasse 8',
    zip: '9015',
    city: 'St. Gallen',
    canton: 'SG',
    language: 'de',
    people: musterBau,
  },
  {
    id: 'aareholz',
    memberNumber: '12.482-6',
    uid: 'CHE-900.100.215',
    name: 'Aareholz Schreinerei AG',
    street: 'Mattenweg 21',
    zip: '3110',
    city: 'Münsingen',
    canton: 'BE',
    language: 'de',
    people: aareholz,
  },
  {
    id: 'limmatpflege',
    memberNumber: '31.007-9',
    uid: 'CHE-900.200.348',
    name: 'Limmatpflege Spitex GmbH',
    street: 'Uferweg 40',
    zip: '8953',
    city: 'Dietikon',
    canton: 'ZH',
    language: 'de',
    people: limmatpflege,
  },
  {
    id: 'ateliers-vuille',
    memberNumber: '58.219-1',
    uid: 'CHE-900.300.470',
    name: 'Ateliers Vuille SA',
    street: 'Rue des Forgerons 5',
    zip: '1400',
    city: 'Yverdon-les-Bains',
    canton: 'VD',
    language: 'fr',
    people: ateliersVuille,
  },
  {
    id: 'officine-verbano',
    memberNumber: '63.904-2',
    uid: 'CHE-900.400.580',
    name: 'Officine Verbano SA',
    street: 'Via alle Officine 12',
    zip: '6600',
    city: 'Locarno',
    canton: 'TI',
    language: 'it',
    people: officineVerbano,
  },
  {
    id: 'seetal-gastro',
    memberNumber: '29.635-8',
    uid: 'CHE-900.500.632',
    name: 'Seetal Gastro AG',
    street: 'Luzernerstrasse 3',
    zip: '6280',
    city: 'Hochdorf',
    canton: 'LU',
    language: 'de',
    people: seetalGastro,
  },
]

/** A person of a firm, by name. Throws for a name that is not there: a story must not tell of nobody. */
export function personNamed(name: string): { firm: Firm; person: Person } {
  for (const firm of firms) {
    const person = firm.people.find((it) => it.name === name)
    if (person) return { firm, person }
  }
  throw new Error(`nobody in the demo is called ${name}`)
}
