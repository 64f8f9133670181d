import {
  askedForKeys,
  clicked,
  failed,
  filled,
  followed,
  gave,
  gavePassword,
  onPhone,
  opened,
  type State,
  sending,
  sent,
  sentEmpty,
  sentTooLate,
  ticked,
  typed,
  waited,
} from './deeds.js'
import { begun, below, draftWithTraining, home, linkOn } from './places.js'

const picks = 'main form[data-picks]'
const upload = 'form[data-upload] button[type=submit]'
const onward = 'button[type=submit]:not([name]):not([aria-hidden])'
const papers = linkOn(`${home}/tasks`, 'main .row__link[href*=provide-documents]')
const colleague = linkOn(`${home}/users`, 'main tbody a')
const list = 'Nachname;Vorname;Geburtsdatum;AHV-Nummer;Pensum'
const people = ['Neu;Nora;1.1.2000;;80', 'Falsch;Fritz;31.2.1990;756.9217.0769.84;180']

/** What whoever has not signed in comes to. */
export const doorStates: State[] = [
  ['/sign-in', sentEmpty()],
  ['/sign-in', gavePassword('nobody@kasse.example', 'wrong')],
  ['/sign-in', filled('main [name=password]', 'secret'), clicked('[data-reveal]')],
  ['/sign-in', sentTooLate()],
  ['/sign-in', gavePassword('leitung@kasse.example'), opened()],
  ['/sign-in', gavePassword('leitung@kasse.example'), sentEmpty()],
  [
    '/sign-in',
    gavePassword('leitung@kasse.example'),
    opened(),
    followed('a[href="/sign-in/recovery-code"]'),
    sentEmpty(),
  ],
  ['/forgotten', sentEmpty()],
  ['/forgotten', filled('main [name=email]', 'nobody@muster-bau.example'), sent()],
  ['/reset/nothing'],
  ['/activate/nothing'],
  ['/part/nothing'],
  ['/verify/nothing'],
  ['/verify', sentEmpty()],
  ['/verify', gave('receipt.json', '{}'), sent()],
  ['/guides', typed('#q', 'xyzzy', '#guides .empty')],
  ['/nowhere'],
]

export const clerkStates: State[] = [
  [home, typed('#masthead-search', 'Petrović', '#quick-found .row__link')],
  [home, typed('#masthead-search', 'xyzzy', '#quick-found .search__count')],
  [home, clicked('.menu--account > summary', '.menu--account .menu__panel')],
  [home, onPhone, clicked('[data-menu]', '#navigation a')],
  [home, askedForKeys],
  [home, failed],
  [home, waited],
  [`${home}/nowhere`],
  [`${home}/employees`, typed('#q', 'xyzzy', '#people .empty')],
  [
    `${home}/employees`,
    typed('#q', 'Petro', '#people .chip--remove'),
    opened('.saved-lists__save > summary'),
  ],
  [`${home}/employees?q=Petro`, opened('.saved-lists__save > summary'), sentEmpty('.saved-lists__save form')],
  [`${home}/tasks`, typed('#q', 'xyzzy', '#tasks .empty')],
  [`${home}/tasks`, clicked('[data-pick-all]')],
  [`${home}/tasks`, sent(picks)],
  [`${home}/tasks`, clicked('[data-pick-all]'), sent(picks)],
  [`${home}/tasks`, clicked('[data-pick-all]'), sent(picks), sentEmpty()],
  [`${home}/tasks`, clicked('[data-pick-all]'), sent(picks), ticked('[value=all]'), sent()],
  [`${home}/messages`, typed('#q', 'xyzzy', '#messages .empty')],
  [`${home}/messages`, clicked('[data-pick-all]')],
  [`${home}/messages`, sentEmpty(picks, '[value=archive]')],
  [`${home}/messages`, sentEmpty(picks, '[value=download]')],
  [`${home}/mutations`, typed('#q', 'xyzzy', 'main .empty')],
  [linkOn(`${home}/employees?show=all&q=Frischknecht`, 'main tbody a'), opened()],
  [linkOn(`${home}/mutations?q=Lutz`, 'main .row__link'), opened()],
  [`${home}/employees/import`, sentEmpty()],
  [`${home}/employees/import`, gave('Personal.csv', 'Nachname;Vorname\nNeu;Nora'), sent()],
  [`${home}/employees/import`, gave('Personal.csv', [list, ...people].join('\n')), sent()],
  [papers, sentEmpty('#answer')],
  [papers, sentTooLate('#answer')],
  [papers, sentEmpty('main form[action$=extension]')],
  [papers, ticked('.gone input[type=checkbox]')],
  [papers, clicked(upload, '.upload__status:not(:empty)')],
  [papers, gave('Notiz.txt', 'kein Bild'), clicked(upload, '.govuk-error-message')],
  [papers, gave('Geburtsurkunde.pdf'), sending],
  [below(draftWithTraining, '/request'), sent('main form[method=post]', '[name=later]')],
  [below(draftWithTraining, '/documents'), clicked(upload, '.upload__status:not(:empty)')],
  [below(draftWithTraining, '/documents'), gave('Lehrvertrag.pdf'), clicked(upload, '#uploads .row__title')],
  [
    below(draftWithTraining, '/children?at=new'),
    typed('[name=ahvNumber]', '756.9217.0769.84'),
    clicked('[name=firstName]', '#ahvNumber-check :not(:empty)'),
  ],
  [below(draftWithTraining, '/check-answers'), sentEmpty()],
  [below(draftWithTraining, '/payment'), sentEmpty()],
  [below(draftWithTraining, '/training'), sentEmpty()],
  [below(draftWithTraining, '/other-parent'), sentEmpty()],
  [
    below(draftWithTraining, '/children?at=new'),
    filled('[name=firstName]', 'E'),
    sent('main form[method=post]', onward),
  ],
  [below(draftWithTraining, '/employment'), sentEmpty('main form[method=post]', onward)],
  [below(draftWithTraining, '/request'), sentEmpty()],
  [begun('maternity', 'Rechsteiner'), sentEmpty()],
  [begun('work-interruption', 'Esposito'), sentEmpty()],
  [begun('termination', 'Fässler'), sentEmpty()],
  [begun('new-employee'), sentEmpty()],
]

export const fiduciaryStates: State[] = [
  ['/', onPhone, clicked('[data-menu]', '#navigation a')],
  ['/mandates', clicked('.menu--mandate > summary', '.menu--mandate .menu__panel')],
  ['/inbox', typed('#find', 'xyzzy', '#inbox .empty')],
  ['/mandates', typed('#find', 'xyzzy', '#mandates .empty')],
]

export const administratorStates: State[] = [
  ['/account/password', sentEmpty()],
  ['/account/phone', sentEmpty()],
  ['/account/email', sentEmpty()],
  ['/account/keys', filled('.key-fields input', 'x'), filled('.key-fields input >> nth=1', 'x'), sent()],
  ['/account/notices', sent('main form[action="/account/notices"]')],
  [`${home}/users/invite`, sentEmpty()],
  [colleague, sentEmpty()],
  [below(colleague, '/end')],
]
