import { expect } from 'chai'
import { load } from 'cheerio'
import { translator } from '../../locales/i18n.js'
import { table } from '../../web/access/table.js'
import { routeOf } from '../../web/route-of.js'
import {
  type Form,
  formsFrom,
  type Heard,
  messenger,
  pagesOfTable,
  printedRaw,
  sweep,
} from './naughty-forms.js'
import { furnish } from './naughty-scene.js'
import { complaintsAbout } from './naughty-shown.js'
import { awkward, hostile, hostileTogether, worst } from './naughty-strings.js'
import { usePortal } from './portal.js'
import { useBrowser } from './real-browser.js'
import { onOneLine } from './visitor.js'

const others = awkward.filter((it) => !worst.includes(it))
/** On each database those that databases take amiss, and half of the others: every text gets into every field on one of them. */
const strings = {
  SQLite: [...hostileTogether, ...worst, ...others.filter((_, n) => n % 2 === 0)],
  PostgreSQL: [...worst, ...others.filter((_, n) => n % 2 === 1)],
}

describe('Texts that nobody should type', function () {
  this.timeout(300_000)
  for (const on of ['SQLite', 'PostgreSQL'] as const)
    describe(`on ${on}`, () => {
      const portal = usePortal({ on, env: { PORTAL_DEMO: '1' } })
      /** One answer to each form, and a page of each kind. */
      const shown = new Map<string, Heard>()
      let scene: Awaited<ReturnType<typeof furnish>>
      let found: Awaited<ReturnType<typeof formsFrom>>
      let forms: Form[] = []

      before(async () => {
        scene = await furnish(portal)
        found = await formsFrom(scene.people, [...scene.pages, ...(await pagesOfTable(portal, scene))])
        forms = found.forms
      })

      if (on === 'SQLite')
        it('are asked for in each form that was sent empty: once each, and with the name of what is missing', async () => {
          const send = messenger(portal, scene.people)
          const unclear = new Set<string>()
          let asked = 0
          for (const { who, path, action, isGet, texts, hidden } of forms) {
            if (isGet) continue
            await scene.people[who].get(path)
            for (const tries of ['passwordTries', 'rateLimits']) await portal.db(tries).delete()
            const empty = Object.fromEntries(texts.map((name) => [name, '']))
            const answer = await send(who, action, { ...hidden, ...empty })
            if (answer.status !== 422) continue
            asked++
            for (const fault of unclearIn(answer)) unclear.add(`${routeOf(action)}: ${fault}`)
          }
          expect([...unclear]).to.deep.equal([])
          expect(asked).to.be.greaterThan(40)
        })

      it('fail nowhere and become no markup, each of them in each field of each form', async () => {
        const wrong = new Set<string>()
        const look = (where: string, answer: Heard) => {
          if (answer.status >= 500) wrong.add(`${where} ${answer.status}`)
          for (const raw of printedRaw(answer)) wrong.add(`${where} prints ${raw}`)
        }
        await sweep(portal, scene.people, forms, strings[on], ({ form, answer, fields, isForged }) => {
          const where = `${form.who} ${routeOf(form.action)} ${form.texts}`
          look(`${where} ${JSON.stringify(fields).slice(0, 200)}`, answer)
          if (!isForged && isTurnedAway(form, answer))
            wrong.add(`${where} was never reached: ${answer.status}`)
          if (fields[form.texts[0] ?? '']?.includes('alert(')) shown.set(`typed into ${where}`, answer)
        })
        const send = messenger(portal, scene.people)
        const kinds = new Map(found.seen.map((page) => [routeOf(page.path), page]))
        for (const [where, { who, path }] of kinds) {
          const answer = await send(who, path)
          look(`${where} afterwards`, answer)
          shown.set(where, answer)
        }
        expect([...wrong]).to.deep.equal([])
      })

      it('leave out no form of the portal in which something can be typed', () => {
        const hit = (route: string) => {
          const [, address = ''] = route.split(' ')
          const pattern = new RegExp(`^${address.replace(/:\w+/g, '[^/]+').replace(/\*\w+/g, '.+')}$`)
          return forms.some(({ action }) => pattern.test(action.split('?')[0] ?? ''))
        }
        const posts = table.flatMap(({ routes }) => routes).filter((it) => it.startsWith('POST '))
        const left = posts.filter((route) => !hit(route))
        expect(left.toSorted()).to.deep.equal(nothingTyped.toSorted())
      })

      if (on === 'SQLite')
        describe('on the pages that show them', () => {
          const browser = useBrowser()

          it('are only read by a browser: nothing opens, and nothing breaches the policy', async () => {
            const all = [...shown].map(([where, answer]) => ({ where, answer }))
            expect(all.length).to.be.greaterThan(150)
            expect(await complaintsAbout(browser(), portal.url, all)).to.deep.equal([])
            // the same eyes see a text that is printed as it is
            const [{ answer }] = all as [(typeof all)[number]]
            const raw = { ...answer, text: answer.text + hostile[1] }
            expect(
              await complaintsAbout(browser(), portal.url, [{ where: 'raw', answer: raw }]),
            ).not.to.deep.equal([])
          })
        })
    })
})

/** Sentences that suit any field. */
const general = ['required', 'choose', 'date', 'amount'].map((key) =>
  translator('de')(`common:errors.${key}`),
)

/** What somebody cannot know from the summary of what is wrong. */
function unclearIn({ text }: Heard): string[] {
  const $ = load(text)
  const sentences = $('.govuk-error-summary a')
    .toArray()
    .map((link) => onOneLine($(link).text()))
  if (sentences.length === 0) return ['no summary']
  return sentences.filter((it, n) => general.includes(it) || sentences.indexOf(it) !== n)
}

/** Whether the text came no further than a door, or to something that was gone. */
function isTurnedAway({ who, action, isGet }: Form, { status, headers }: Heard): boolean {
  const isInside = !who.startsWith('with-') && who !== 'nobody' && action !== '/account/confirm'
  const toDoor = /^\/(sign-in|account\/confirm)/.test(headers.location ?? '') && isInside
  return toDoor || status === 403 || (status === 404 && !isGet)
}

/** Routes without a field for a text: they take a choice, a file, one number, or what programs send, and have tests of their own. */
const nothingTyped = [
  'POST /account/app/remove', 'POST /account/passkeys/options', 'POST /account/phone/remove', 'POST /account/recovery-codes',
  'POST /account/sessions', 'POST /account/identity', 'POST /activate/:token/again', 'POST /activate/mandate', 'POST /api/v1/token', 'POST /csp-report',
  'POST /checks/ahv-number', 'POST /checks/iban',
  'POST /e/:employer/employees/import', 'POST /e/:employer/employees/import/:id', 'POST /e/:employer/employees/import/:id/discard',
  'POST /e/:employer/favourites/:id/:to', 'POST /e/:employer/lists/:id/forget', 'POST /e/:employer/mutations/:id/delete',
  'POST /office/tasks/:mutation/:step/:n/withdrawal', 'POST /e/:employer/mutations/:id/reopen', 'POST /e/:employer/mutations/:id/wages/file',
  'POST /e/:employer/mutations/:id/wages/reported', 'POST /e/:employer/mutations/:id/wages/staff', 'POST /e/:employer/setup',
  'POST /e/:employer/tasks/:mutation/:step/:n/documents/:document/remove', 'POST /e/:employer/tasks/:mutation/:step/:n/documents/:wish',
  'POST /e/:employer/users/:user/end', 'POST /e/:employer/users/:user/reset-factors', 'POST /e/:employer/users/:user/resume',
  'POST /e/:employer/users/invitations/:invitation/again', 'POST /e/:employer/users/invitations/:invitation/withdraw',
  'POST /office/absences/:absence/end', 'POST /office/views/:view/forget', 'POST /office/campaigns', 'POST /office/employers/:employer/users/:user/end',
  'POST /office/employers/:employer/users/:user/reset-factors', 'POST /office/employers/:employer/users/:user/resume',
  'POST /office/employers/:employer/users/invitations/:invitation/again',
  'POST /office/employers/:employer/users/invitations/:invitation/withdraw', 'POST /office/erasures/:id', 'POST /office/mailings/:id/drop',
  'POST /office/persons/:person/file', 'POST /office/systems/:system/end', 'POST /office/systems/:system/lanes/:employer/retry',
  'POST /office/systems/:system/lanes/:employer/skip', 'POST /office/systems/:system/webhook-secret', 'POST /part/:token/check-answers',
  'POST /inbox/setup', 'POST /e/:employer/tasks/delegate', 'POST /office/favourites/:id/:to', 'POST /office/users/:user/disable',
  'POST /office/users/:user/enable', 'POST /office/users/:user/reset-factors', 'POST /office/users/invitations/:invitation/again',
  'POST /office/users/invitations/:invitation/withdraw',
  'POST /session', 'POST /session/end', 'POST /sign-in/app', 'POST /sign-in/passkey/options', 'POST /sign-in/sms', 'POST /sign-out',
] // biome-ignore format: one list
