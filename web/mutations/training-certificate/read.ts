import { z } from 'zod'
import {
  type Certificate,
  type CertificateAnswers,
  certifiedKinds,
  pauses,
  states,
} from '../../../domain/training-certificate/answers.js'
import type { CertificateFacts } from '../../../domain/training-certificate/facts.js'
import {
  type CertificateProblem,
  certificateProblems,
} from '../../../domain/training-certificate/problems.js'
import {
  choice,
  date,
  type Fault,
  fault,
  money,
  one,
  optional,
  type Reading,
  read,
  text,
  type Values,
} from '../fields.js'
import { countries } from '../places.js'

const hours = z.unknown().transform((value, context) => {
  const count = Number(one(value).replace(',', '.'))
  if (one(value) !== '' && count >= 0 && count <= 80) return Math.round(count)
  context.addIssue({ code: 'custom', message: 'trainingCertificate:problems.hours' })
  return z.NEVER
})

const remark = optional(text(500))
const schemas = {
  training: z.object({
    kind: choice(certifiedKinds),
    title: text(120),
    institution: text(120),
    place: text(80),
    country: choice(['CH', ...countries]),
    from: date,
    until: date,
    extent: choice(['full', 'part']),
    hours: optional(hours),
    monthlyIncome: optional(money),
    gap: optional(choice(pauses)),
    remark,
  }),
  interrupted: z.object({ pausedOn: date, why: choice(pauses), resumesOn: optional(date), remark }),
  ended: z.object({ endedOn: optional(date), remark }),
}

/** What somebody has typed about a child, as a certificate; `hasProof` tells whether a document has come for it. */
export function readCertificate(
  typed: Values,
  answers: CertificateAnswers,
  facts: CertificateFacts,
  hasProof: boolean,
): Reading<Certificate> {
  const chosen = read(z.object({ state: choice(states) }), typed)
  if ('faults' in chosen) return chosen
  const { state } = chosen.value
  const reading = readState(state, typed)
  const proof = state === 'training' && !hasProof ? [fault('file', 'trainingCertificate:problems.proof')] : []
  if ('faults' in reading) return { faults: [...reading.faults, ...proof] }
  const wrong = certificateProblems(reading.value, answers, facts).map((it) => faultOf(it, state))
  return wrong.length + proof.length > 0 ? { faults: [...wrong, ...proof] } : reading
}

function readState(state: Certificate['state'], typed: Values): Reading<Certificate> {
  if (state === 'training') {
    const reading = read(schemas.training, typed)
    if ('faults' in reading) return reading
    const { monthlyIncome = 0, ...training } = reading.value
    return { value: settled({ state, ...training, monthlyIncome }) }
  }
  if (state === 'interrupted') {
    const reading = read(schemas.interrupted, typed)
    if ('faults' in reading) return reading
    const { pausedOn: lastDay, ...rest } = reading.value
    return { value: settled({ state, lastDay, ...rest }) }
  }
  const reading = read(schemas.ended, typed)
  if ('faults' in reading) return reading
  const { endedOn: lastDay, ...rest } = reading.value
  return { value: settled({ state, lastDay, ...rest }) }
}

/** Without the answers that were left open. */
const settled = (certificate: Certificate): Certificate =>
  Object.fromEntries(Object.entries(certificate).filter(([, value]) => value !== undefined)) as Certificate

/** The last day of an education has a field of its own below each answer. */
function faultOf({ code, field, params }: CertificateProblem, state: Certificate['state']): Fault {
  const name = field === 'lastDay' ? (state === 'ended' ? 'endedOn' : 'pausedOn') : field
  return fault(name, `trainingCertificate:problems.${code}`, params)
}
