import type { Knex } from 'knex'
import type { Vault } from '../db/seal.js'
import type { Language } from '../domain/kinds.js'
import { hashPassword, sealSeed } from '../web/sign-in/proof.js'
import { idOf } from './ids.js'

/** What proves every demo account. Published: it must open nothing but a demo. */
export const demoPassword = 'Muster-Portal-2026'
export const demoSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

interface Account {
  email: string
  name: string
  language: Language
  role: 'employer' | 'caseworker' | 'supervisor' | 'system-administrator'
  /** Of a fiduciary: not one of the employer's own people. */
  isAgent?: boolean
  mandates?: { employer: string; as: 'member' | 'admin' }[]
}

const member = (employer: string) => ({ employer, as: 'member' as const })

/** Who signs in to the demo. The first six are those that are told to newcomers. */
export const accounts: Account[] = [
  {
    email: 'hr@muster-bau.example',
    name: 'Sandra Keller',
    language: 'de',
    role: 'employer',
    mandates: [member('muster-bau')],
  },
  {
    email: 'admin@muster-bau.example',
    name: 'Marco Rüegg',
    language: 'de',
    role: 'employer',
    mandates: [{ employer: 'muster-bau', as: 'admin' }],
  },
  {
    email: 'treuhand@fidu.example',
    name: 'Corinne Steffen',
    language: 'de',
    role: 'employer',
    isAgent: true,
    mandates: [member('aareholz'), member('ateliers-vuille'), member('seetal-gastro')],
  },
  { email: 'desk@kasse.example', name: 'Lena Amsler', language: 'de', role: 'caseworker' },
  { email: 'desk2@kasse.example', name: 'Reto Zgraggen', language: 'de', role: 'caseworker' },
  { email: 'leitung@kasse.example', name: 'Beatrice Hofstetter', language: 'de', role: 'supervisor' },
  {
    email: 'personal@limmatpflege.example',
    name: 'Gabriela Senn',
    language: 'de',
    role: 'employer',
    mandates: [member('limmatpflege')],
  },
  {
    email: 'rh@ateliers-vuille.example',
    name: 'Laurence Favre',
    language: 'fr',
    role: 'employer',
    mandates: [{ employer: 'ateliers-vuille', as: 'admin' }],
  },
  {
    email: 'personale@officine-verbano.example',
    name: 'Matilde Rusca',
    language: 'it',
    role: 'employer',
    mandates: [member('officine-verbano')],
  },
  { email: 'it@kasse.example', name: 'Nora Lüthi', language: 'de', role: 'system-administrator' },
]

export const userId = (email: string): string => idOf('user', email)

/** Writes the accounts; all have the same password, so one hash does. */
export async function seedAccounts(db: Knex, vault: Vault): Promise<void> {
  const passwordHash = await hashPassword(demoPassword)
  await db('users').insert(
    accounts.map(({ mandates: _, isAgent: __, ...account }) => {
      const id = userId(account.email)
      return { ...account, id, passwordHash, totpSeed: sealSeed(vault, id, demoSecret) }
    }),
  )
  await db('mandates').insert(
    accounts.flatMap(({ email, isAgent, mandates = [] }) =>
      mandates.map(({ employer, as }) => ({
        userId: userId(email),
        employerId: employer,
        role: as,
        kind: isAgent ? 'agent' : 'staff',
      })),
    ),
  )
}
