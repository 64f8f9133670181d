import type { Actor } from './actors.js'

/** One line of the table: who may do what with which resource, and the routes that do it. */
export interface Rule {
  resource: string
  action: string
  who: readonly Actor[]
  /** Method and address as Express has them, with the prefixes of the routers it is mounted in. */
  routes: readonly string[]
}

const rule = (resource: string, action: string, who: Actor[], ...routes: string[]): Rule => ({
  resource,
  action,
  who,
  routes,
})

const cases: Actor[] = ['caseworker', 'supervisor']

/**
 * Who may do what: the only place that says so. What is not here is forbidden: a route without a line keeps the portal from
 * starting. Which employer's things they are is not said here but asked for with every query (`employerId`).
 */
export const table: readonly Rule[] = [
  rule('portal', 'look after', ['anybody'], 'GET /healthz', 'GET /readyz'),
  rule('browser files', 'read', ['anybody'], 'GET /assets/:file', 'GET /favicon.ico'),
  rule(
    'help',
    'read',
    ['anybody'],
    'GET /help',
    'GET /accessibility',
    'GET /privacy',
    'GET /guides',
    'GET /guides/:slug',
  ),
  rule('demo', 'read', ['anybody'], 'GET /demo/mailbox', 'GET /demo/mailbox.json'),
  rule(
    'session',
    'begin',
    ['anybody'],
    'GET /sign-in',
    'POST /sign-in',
    'GET /sign-in/code',
    'POST /sign-in/code',
  ),
  rule('session', 'end', ['anybody'], 'POST /sign-out'),
  rule(
    'part of a draft',
    'fill in by a link',
    ['anybody'],
    'GET /part/:token',
    'GET /part/:token/:step',
    'POST /part/:token/:step',
    'GET /part/:token/check-answers',
    'POST /part/:token/check-answers',
  ),
  rule('front door', 'read', ['user'], 'GET /', 'GET /no-mandate'),

  rule('overview', 'read', ['member'], 'GET /e/:employer'),
  rule('employees', 'read', ['personnel'], 'GET /e/:employer/employees', 'GET /e/:employer/employees/:id'),
  rule(
    'reports',
    'read',
    ['personnel', 'salaries'],
    'GET /e/:employer/mutations',
    'GET /e/:employer/mutations/:id',
    'GET /e/:employer/mutations/:id/confirmation.pdf',
  ),
  rule(
    'reports',
    'write',
    ['personnel', 'salaries'],
    'POST /e/:employer/mutations',
    'GET /e/:employer/mutations/:id/:step',
    'POST /e/:employer/mutations/:id/:step',
    'GET /e/:employer/mutations/:id/check-answers',
    'POST /e/:employer/mutations/:id/check-answers',
    'GET /e/:employer/mutations/:id/delete',
    'POST /e/:employer/mutations/:id/delete',
    'POST /e/:employer/mutations/:id/reopen',
    'GET /e/:employer/mutations/:id/recall',
    'POST /e/:employer/mutations/:id/recall',
    'GET /e/:employer/mutations/:id/amend/:what',
    'POST /e/:employer/mutations/:id/amend/:what',
    'POST /e/:employer/mutations/:id/part-link',
  ),
  rule(
    'training certificates',
    'answer',
    ['personnel'],
    'GET /e/:employer/certificates',
    'GET /e/:employer/certificates/:id',
    'POST /e/:employer/certificates',
  ),
  rule(
    'tasks',
    'read',
    ['personnel', 'salaries'],
    'GET /e/:employer/tasks',
    'GET /e/:employer/tasks/:mutation/:step/:n',
    'GET /e/:employer/tasks/:mutation/:step/:n/documents/:wish',
  ),
  rule(
    'tasks',
    'answer',
    ['personnel', 'salaries'],
    'POST /e/:employer/tasks/:mutation/:step/:n',
    'POST /e/:employer/tasks/:mutation/:step/:n/documents/:wish',
    'POST /e/:employer/tasks/:mutation/:step/:n/documents/:document/remove',
  ),
  rule(
    'messages',
    'read',
    ['member'],
    'GET /e/:employer/messages',
    'GET /e/:employer/messages/*id',
    'POST /e/:employer/messages/selected',
  ),
  rule('documents', 'read', ['member'], 'GET /e/:employer/documents/*id'),

  rule('audit', 'read', ['administrator'], 'GET /e/:employer/audit', 'GET /e/:employer/audit/export.csv'),
  rule('audit', 'read in the office', ['supervisor'], 'GET /office/audit', 'GET /office/audit/export.csv'),

  rule('desk', 'read', cases, 'GET /office', 'GET /office/tasks/:mutation/:step/:n'),
  rule(
    'desk',
    'decide',
    ['caseworker'],
    'POST /office/tasks/next',
    'POST /office/tasks/:mutation/:step/:n',
    'GET /office/tasks/:mutation/:step/:n/claim',
    'POST /office/tasks/:mutation/:step/:n/claim',
    'GET /office/tasks/:mutation/:step/:n/release',
    'POST /office/tasks/:mutation/:step/:n/release',
  ),
  rule('campaigns', 'read', cases, 'GET /office/campaigns', 'GET /office/campaigns/:id'),
  rule('campaigns', 'open', ['caseworker'], 'GET /office/campaigns/new', 'POST /office/campaigns'),
  rule('reports', 'read in the office', cases, 'GET /office/mutations', 'GET /office/mutations/:id'),
  rule('documents', 'read in the office', cases, 'GET /office/documents/*id'),
]
