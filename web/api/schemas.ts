import { z } from 'zod'
import { eventTypes } from '../../db/events.js'
import { allowanceKinds } from '../../domain/family-allowance/answers.js'
import { mutationKinds } from '../../domain/kinds.js'
import { roles } from '../../domain/salary-declaration/answers.js'
import { ways } from '../../domain/salary-declaration/declaration.js'

const instant = z.iso.datetime()
const day = z.iso.date()
const rappen = z.int().describe('Rappen: 12345 is CHF 123.45')
const free = z.record(z.string(), z.unknown())

const employer = z.strictObject({
  id: z.string(),
  memberNumber: z.string(),
  name: z.string(),
  uid: z.string().nullable(),
})
const person = z.strictObject({
  id: z.string(),
  ahvNumber: z.string().nullable(),
  firstName: z.string(),
  lastName: z.string(),
  birthDate: day,
})
const file = z.strictObject({
  id: z.string(),
  purpose: z.string(),
  name: z.string(),
  mime: z.string(),
  size: z.int().describe('bytes'),
  sha256: z.string().describe('of the bytes, in hex'),
  href: z.string(),
})
const outcome = z
  .enum(['granted', 'partly', 'refused', 'ended', 'confirmed', 'recalled', 'superseded'])
  .nullable()

const event = z.strictObject({
  cursor: z.string().describe('Ask for what is behind it with `after`'),
  type: z.enum(eventTypes),
  employer: z.string().describe('The id of the employer'),
  number: z.int().describe('Of the events of this employer; the next one has the next number'),
  id: z.string().describe('What has changed: of a mutation, a declaration or a decision'),
  kind: z.string(),
  outcome,
  recordedAt: instant,
  href: z.string().describe('Where it is fetched'),
})

const allowance = z.strictObject({
  id: z.string(),
  kind: z.enum(allowanceKinds),
  canton: z.string(),
  rate: rappen.describe('Rappen a month, or once for birth and adoption'),
  difference: z.int(),
  startsOn: day,
  endsOn: day.nullable(),
  provenUntil: day.nullable(),
  child: person,
})

const span = { from: day, to: day }
const splits = z.array(z.strictObject({ ...span, ahv: rappen })).describe('Earned in earlier years')
const declared = z.strictObject({
  ahvNumber: z.string().nullable(),
  personnelNumber: z.string().nullable(),
  lastName: z.string(),
  firstName: z.string(),
  sex: z.enum(['F', 'M']).nullable(),
  birthDate: day.nullable(),
  entry: day.nullable(),
  exit: day.nullable(),
  reports: z.array(z.strictObject({ what: z.enum(['entry', 'exit']), on: day })),
  remark: z.string(),
  ahv: z.array(
    z.strictObject({
      ...span,
      institution: z.string(),
      ...{ ahv: rappen, ahvFree: rappen, alv: rappen, alvSupplement: rappen, alvFree: rappen },
      splits,
    }),
  ),
  fak: z.array(
    z.strictObject({
      ...span,
      institution: z.string(),
      canton: z.string(),
      wage: rappen,
      allowances: rappen,
      children: z.array(
        z.strictObject({
          ...span,
          name: z.string(),
          birthDate: day.nullable(),
          ahvNumber: z.string().nullable(),
          monthly: rappen,
          once: rappen,
        }),
      ),
    }),
  ),
})

/** What the interface answers, by the names of its description. */
export const schemas = {
  Events: z.strictObject({
    events: z.array(event),
    next: z.string().describe('The cursor to go on from; the same as `after` where nothing was found'),
    more: z.boolean().describe('Whether there was more than fits'),
  }),
  Mutation: z.strictObject({
    id: z.string(),
    reference: z.string(),
    kind: z.enum(mutationKinds),
    status: z.enum(['submitted', 'running', 'closed']),
    outcome,
    employer,
    employee: person.nullable(),
    subject: z.string().nullable().describe('Whom it is about, where that is nobody on file'),
    submittedAt: instant.nullable(),
    closedAt: instant.nullable(),
    answers: free.nullable().describe('What was reported; depends on the kind'),
    documents: z.array(file),
    reviews: z
      .array(z.strictObject({ step: z.string(), n: z.int(), decidedAt: instant, result: free }))
      .describe('What the office has answered, in its order'),
    allowances: z.array(allowance).describe('What it has given or ended'),
    decisions: z.array(z.strictObject({ id: z.string(), href: z.string() })),
  }),
  Decision: z.strictObject({
    id: z.string(),
    kind: z.string(),
    issuedAt: instant,
    employer,
    employee: person.nullable(),
    mutation: z.strictObject({ id: z.string(), reference: z.string(), kind: z.string(), href: z.string() }),
    document: file,
  }),
  Declaration: z.strictObject({
    id: z.string(),
    reference: z.string(),
    year: z.int(),
    way: z.enum(ways),
    role: z
      .enum(roles)
      .describe('How it stands to earlier ones of its year: takes their place, or adds to them'),
    replaces: z
      .array(z.strictObject({ id: z.string(), reference: z.string() }))
      .describe('Whose place it takes, also of such as were never accepted'),
    supersededBy: z
      .strictObject({ id: z.string(), href: z.string() })
      .nullable()
      .describe('The accepted declaration that has taken its place since; this one counts no more'),
    employer,
    submittedAt: instant.nullable(),
    acceptedAt: instant.nullable(),
    persons: z.int(),
    sums: free.nullable().describe('What all segments come to, in Rappen; null where nobody earned anything'),
    settlement: free.nullable().describe('The statement of contributions: its lines, in Rappen'),
    receipt: z
      .strictObject({ id: z.string(), code: z.string() })
      .nullable()
      .describe('The signed receipt of the release, which /verify opens'),
    file: z
      .strictObject({ name: z.string(), size: z.int(), sha256: z.string(), href: z.string() })
      .nullable()
      .describe('The original, byte for byte; null where the wages were typed in the portal'),
    elm: z
      .strictObject({ href: z.string() })
      .describe('The same as a message of ELM 5.0, corrections included'),
    pages: z.array(z.strictObject({ href: z.string() })).describe('The persons, page by page'),
  }),
  Persons: z.strictObject({
    page: z.int(),
    persons: z.array(declared),
  }),
  Token: z.strictObject({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int().describe('seconds'),
    scope: z.string(),
  }),
  Problem: z.strictObject({
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    requestId: z.string(),
  }),
  Notification: z.strictObject({
    type: z.enum(eventTypes),
    timestamp: instant,
    data: z.strictObject({ cursor: z.string(), employer: z.string(), number: z.int(), id: z.string() }),
  }),
} satisfies Record<string, z.ZodType>

export type Answer<Name extends keyof typeof schemas> = z.infer<(typeof schemas)[Name]>
