import { type StaffRefusal, type StaffRefusalCode, staffRefusals } from '../../domain/staff-list/row.js'
import { refusalIn } from '../refused.js'

interface Refused extends Error {
  staffRefusal: StaffRefusal
}

/** The error to throw where a staff list cannot be taken. */
export const refuseStaff = (code: StaffRefusalCode, told: StaffRefusal['told'] = {}): Refused =>
  Object.assign(new Error(`refused: ${code}`), { staffRefusal: { code, told } })

/** Why a staff list was refused, here or by the guard of workbooks, or null for any other error. */
export function staffRefusalIn(error: unknown): StaffRefusal | null {
  if (error instanceof Error && 'staffRefusal' in error) return (error as Refused).staffRefusal
  const guarded = refusalIn(error)
  const code = staffRefusals.find((it) => it === guarded?.code)
  return code ? { code, told: {} } : null
}
