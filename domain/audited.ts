/**
 * All that the audit tells of: each kind of thing, and what is done with it. The words for each stand in `locales/<language>/audit.json`;
 * a deed that is not in this list cannot be written into the audit.
 */
export const deeds = {
  user: [
    'sign-in', 'confirm', 'refused', 'sign-out', 'session-end', 'password-wrong', 'code-wrong', 'many-tries', 'invite', 'invite-again', 'invite-withdraw',
    'activate', 'factors-reset', 'factors-new', 'password-reset', 'password-change', 'reset-link', 'recovery-renew', 'recovery-used',
    'app-set', 'app-remove', 'phone-set', 'phone-remove', 'passkey-add', 'passkey-remove', 'passkey-wrong', 'email-change', 'disable',
    'enable', 'role', 'identity-link', 'identity-unlink', 'identity-refused', 'choose', 'forget',
  ],
  mandate: ['accept', 'change', 'end', 'resume', 'choose'],
  mutation: [
    'begin', 'open', 'save', 'delete', 'submit', 'read', 'recall', 'reopen', 'amend', 'run', 'close', 'supersede', 'forget',
    'note', 'export',
  ],
  'part-link': ['send', 'open', 'save', 'use', 'withdraw'],
  declaration: ['upload', 'read', 'fill-in', 'correct', 'forget', 'reported', 'fetch'],
  statement: ['keep'],
  task: [
    'open', 'claim', 'release', 'save', 'change', 'complete', 'expire', 'remind', 'extend', 'delegate', 'assign',
    'follow-up', 'export',
  ],
  message: ['deliver', 'read', 'fetch', 'archive', 'restore', 'export'],
  document: ['store', 'read', 'remove'],
  employer: ['register', 'change', 'export'],
  employee: ['enter', 'read', 'change'],
  employees: ['read', 'export', 'import'],
  employment: ['end'],
  entitlement: ['grant', 'stop', 'resume'],
  person: ['search', 'read', 'export', 'erase-order', 'erase-decline', 'erase'],
  audit: ['read'],
  favourite: ['add', 'remove', 'move'],
  list: ['save', 'forget'],
  team: ['set', 'end'],
  absence: ['set', 'end'],
  system: ['create', 'change', 'rotate', 'end', 'sign-in'],
  webhook: ['set', 'rotate', 'retry', 'skip', 'replay'],
  campaign: ['open', 'finish'],
  mailing: ['begin', 'send', 'finish', 'drop', 'forget'],
  deadlines: ['set'],
  retention: ['set', 'run'],
} as const // biome-ignore format: one list

type Thing = keyof typeof deeds
/** What was done, such as `mutation.submit`. */
export type Deed = { [thing in Thing]: `${thing}.${(typeof deeds)[thing][number]}` }[Thing]

/** What a reader of the audit can narrow it to, and which things that takes in. Each thing is in one of them. */
export const auditSubjects = {
  user: ['user'],
  mandate: ['mandate'],
  mutation: ['mutation', 'part-link'],
  declaration: ['declaration', 'statement'],
  task: ['task'],
  message: ['message', 'mailing'],
  document: ['document'],
  employer: ['employer'],
  employee: ['employee', 'employees', 'employment', 'entitlement', 'person'],
  audit: ['audit'],
  portal: ['favourite', 'list'],
  system: ['system', 'webhook'],
  rules: ['campaign', 'deadlines', 'retention', 'team', 'absence'],
} as const satisfies Record<string, readonly Thing[]>
export type AuditSubject = keyof typeof auditSubjects
