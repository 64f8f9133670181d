import { mutationKinds } from '../domain/kinds.js'
import { isOpenTo, topics } from '../domain/topics.js'
import { bigEmployer } from './large-data.js'

/**
 * Who asks for a page of the large office: an employer's administrator, a fiduciary of sixty employers, people of a fiduciary of sixty who
 * may see one topic alone, a caseworker, one with twelve saved views, or who oversees the desk.
 */
export const visitors = ['user', 'agent', ...topics, 'desk', 'views', 'head'] as const
export type Visitor = (typeof visitors)[number]

/** A page, and what is typed where its words are sent in a form. */
export interface LargePage {
  page: string
  who: Visitor
  path: string
  typed?: string
}

const e = `/e/${bigEmployer}`

const pagesOfReports = [
  ['tasks', `${e}/tasks`],
  ['tasks, done', `${e}/tasks?show=done`],
  ['tasks, done, by a name', `${e}/tasks?show=done&q=keller`],
  ['reports of an employer', `${e}/mutations`],
  ['reports of an employer, closed', `${e}/mutations?state=closed`],
  ['reports of an employer, by a name', `${e}/mutations?q=keller`],
]

/** What somebody looks at who may see one topic alone; where that opens no report, there are no lists of tasks and reports. */
const ofOneTopic: LargePage[] = topics.flatMap((topic) =>
  [
    ...(mutationKinds.some((kind) => isOpenTo([topic], kind)) ? pagesOfReports : []),
    ['start page', e],
    ['inbox of sixty', '/inbox'],
    ['inbox of sixty, by a name', '/inbox?q=keller'],
    ['messages', `${e}/messages`],
    ['messages, unread', `${e}/messages?show=unread`],
    ['messages, by a name', `${e}/messages?q=keller`],
    ['search box', `${e}/search`, 'keller'],
    ['search box, reference', `${e}/search`, 'FZ-0000-2501'],
  ].map(([page, path = '', typed]) => ({
    ...{ page: `${page}, ${topic} alone`, who: topic, path },
    ...(typed && { typed }),
  })),
)

/** Every main page of a large office. Of `keller` there are a tenth of all, of `zbinden 777` a handful, of `xaverine` nobody. */
const ofAllTopics: LargePage[] = (
  [
    ['start page', 'user', e],
    ['inbox of sixty', 'agent', '/inbox'],
    ['inbox of sixty, under way', 'agent', '/inbox?show=running'],
    ['inbox of sixty, by a name', 'agent', '/inbox?q=keller'],
    ['tasks', 'user', `${e}/tasks`],
    ['tasks, overdue', 'user', `${e}/tasks?show=overdue`],
    ['tasks, done', 'user', `${e}/tasks?show=done`],
    ['tasks, by a name', 'user', `${e}/tasks?q=keller`],
    ['tasks, done, by a name', 'user', `${e}/tasks?show=done&q=keller`],
    ['tasks, last page', 'user', `${e}/tasks?show=done&page=4000`],
    ['employees', 'user', `${e}/employees`],
    ['employees, by a name', 'user', `${e}/employees?q=keller`],
    ['employees, with tasks', 'user', `${e}/employees?show=tasks`],
    ['employees, with allowances', 'user', `${e}/employees?show=allowances`],
    ['employees, page 100', 'user', `${e}/employees?page=100`],
    ['an employee', 'user', `${e}/employees/p10`],
    ['messages', 'user', `${e}/messages`],
    ['messages, unread', 'user', `${e}/messages?show=unread`],
    ['messages, by a name', 'user', `${e}/messages?q=keller`],
    ['reports of an employer', 'user', `${e}/mutations`],
    ['reports of an employer, closed', 'user', `${e}/mutations?state=closed`],
    ['reports of an employer, by a name', 'user', `${e}/mutations?q=keller`],
    ['reports of an employer, by a rare name', 'user', `${e}/mutations?q=zbinden%2077`],
    ['search box', 'user', `${e}/search`, 'keller'],
    ['search box, a rare name', 'user', `${e}/search`, 'zbinden 77'],
    ['search box, nobody', 'user', `${e}/search`, 'xaverine'],
    ['search box, reference', 'user', `${e}/search`, 'FZ-0000-2501'],
    ['search box of sixty', 'agent', '/search', 'keller'],
    ['search box of sixty, a rare name', 'agent', '/search', 'zbinden 77'],
    ['search box of sixty, nobody', 'agent', '/search', 'xaverine'],
    ['search box of sixty, a kind', 'agent', '/search', 'mutterschaft'],
    ['search box of sixty, reference', 'agent', '/search', 'FZ-0000-2501'],
    ['search box of the office', 'desk', '/office/search', 'keller'],
    ['search box of the office, a rare name', 'desk', '/office/search', 'zbinden 777'],
    ['search box of the office, a firm', 'desk', '/office/search', 'firma 777'],
    ['search box of the office, nobody', 'desk', '/office/search', 'xaverine'],
    ['search box of the office, reference', 'desk', '/office/search', 'FZ-0000-2500'],
    ['search box of the office, with people', 'head', '/office/search', 'keller'],
    ['audit of an employer', 'user', `${e}/audit`],
    ['audit of an employer, one subject', 'user', `${e}/audit?about=audit`],
    ['desk', 'desk', '/office'],
    ['desk, with twelve saved views', 'views', '/office'],
    ['desk, page 2', 'desk', '/office?page=2'],
    ['desk, last page', 'desk', '/office?page=9999'],
    ['desk, free, one kind', 'desk', '/office?who=free&kind=family-allowance'],
    ['desk, due', 'desk', '/office?due=overdue'],
    ['desk, by a name', 'desk', '/office?q=keller'],
    ['desk, by a reference', 'desk', '/office?q=FZ-0000-2500'],
    ['reports of the office', 'desk', '/office/mutations'],
    ['reports of the office, page 2', 'desk', '/office/mutations?page=2'],
    ['reports of the office, closed', 'desk', '/office/mutations?state=closed'],
    ['reports of the office, by a name', 'desk', '/office/mutations?q=keller'],
    ['reports of the office, by a rare name', 'desk', '/office/mutations?q=zbinden%20777'],
    ['reports of the office, by a firm', 'desk', '/office/mutations?q=firma%20777'],
    ['reports of the office, nobody', 'desk', '/office/mutations?q=xaverine'],
    ['reports of the office, by a reference', 'desk', '/office/mutations?q=FZ-0000-2500'],
    ['workload', 'desk', '/office/workload'],
    ['members', 'desk', '/office/employers'],
    ['members, by a name', 'desk', '/office/employers?q=firma%20777'],
    ['members, page 100', 'desk', '/office/employers?page=100'],
    ['a member', 'desk', `/office/employers/${bigEmployer}`],
    ['wages to look at', 'desk', '/office/declarations'],
    ['wages that are missing', 'desk', '/office/declarations?show=missing'],
    ['campaigns', 'desk', '/office/campaigns'],
    ['campaign, preview', 'desk', '/office/campaigns/new?leadDays=30'],
    ['persons, by a name', 'head', '/office/persons', 'keller'],
    ['persons, by a rare name', 'head', '/office/persons', 'zbinden 777'],
    ['persons, nobody', 'head', '/office/persons', 'xaverine'],
    ['audit', 'head', '/office/audit'],
    ['audit, one subject', 'head', '/office/audit?about=audit'],
  ] satisfies [string, Visitor, string, string?][]
).map(([page, who, path, typed]) => ({ page, who, path, ...(typed && { typed }) }))

export const largePages: LargePage[] = [...ofAllTopics, ...ofOneTopic]

/** Views of the desk as somebody may have saved them. */
export const savedViews = [
  'who=free',
  'due=overdue',
  'due=week&who=free',
  'kind=family-allowance',
  'kind=family-allowance&who=free',
  'kind=maternity&due=fortnight',
  'kind=termination',
  'step=second-review',
  'wait=later',
  'q=keller',
  'q=firma%20777',
  'q=meier&kind=training-certificate',
]
