import {
  askedForKeys,
  clicked,
  filled,
  opened,
  type State,
  sent,
  sentEmpty,
  sentTooLate,
  ticked,
  typed,
} from './deeds.js'
import { behind, linkOn } from './places.js'

const picks = 'main form[data-picks]'
const others = linkOn('/office?step=review&q=Lutz', 'main tbody th a')
const mine = behind(
  linkOn('/office?step=review&q=Graf', 'main tbody th a'),
  'main form[action$=claim] button',
)
const report = linkOn('/office/mutations?q=Graf', 'main .row__link')
const mailing = behind('/office/employers', 'main [name=to]:not([value=chosen])')

export const caseworkerStates: State[] = [
  ['/office', askedForKeys],
  ['/office', opened()],
  ['/office', typed('#q', 'xyzzy', '#desk .empty')],
  ['/office', clicked('[data-pick-all]')],
  ['/office', sentEmpty(picks, '[value=assign]')],
  ['/office', clicked('[data-pick-all]'), sent(picks, '[value=assign]'), sentEmpty()],
  ['/office', clicked('[data-pick-all]'), sent(picks, '[value=follow-up]'), sentEmpty()],
  ['/office', clicked('[data-pick-all]'), sent(picks, '[value=release]')],
  ['/office?who=free', opened('.saved-lists__save > summary'), sentEmpty('.saved-lists__save form')],
  ['/office/nowhere'],
  [others],
  [mine, clicked('#sheet .chip >> nth=1', '.viewer')],
  [mine, ticked('[name=decision][value=change]')],
  [mine, ticked('[name=decision][value=ask]'), sent('.decide', '[value=list]')],
  [mine, ticked('[name=decision][value=refuse]'), sent('.decide', '[value=list]')],
  [mine, sentTooLate('.decide')],
  ['/office/mutations', typed('#q', 'xyzzy', 'main .empty')],
  [report, opened()],
  [report, opened('#filing summary'), sentEmpty('#filing form')],
  [report, sentEmpty('.case-notes__form')],
  [report, filled('[name=note]', 'Rückruf am Montag'), sent('.case-notes__form')],
  ['/office/employers?q=xyzzy'],
  ['/office/employers', sentEmpty(picks, '[value=chosen]')],
  ['/office/employers/new', sentEmpty()],
  [mailing, opened()],
  [mailing, sentEmpty('main form[action$=edit]', '[value=check]')],
  ['/office/campaigns/new', sentEmpty('main form[action$="/new"]')],
  ['/office/absences', sentEmpty('main form[action="/office/absences"]')],
]

export const supervisorStates: State[] = [
  ['/office/deadlines', sentEmpty('main form[action="/office/deadlines"]')],
  ['/office/teams/new', sentEmpty()],
  ['/office/persons', filled('#q', 'xyzzy'), sent('main form[role=search]')],
  ['/office/audit?from=2001-01-01&to=2001-01-02'],
]

export const systemAdministratorStates: State[] = [
  ['/office/users/invite', sentEmpty()],
  ['/office/systems/new', sentEmpty()],
  ['/office/systems/new', filled('[name=name]', 'Lohnbuchhaltung'), ticked('[name=scopes]'), sent()],
  ['/office/retention', sentEmpty('main form[action="/office/retention"]')],
  ['/office/doctor/reports?reference=FZ-0000-0000'],
]
