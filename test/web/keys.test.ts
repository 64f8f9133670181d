import { expect } from 'chai'
import { onEachDatabase } from './portal.js'
import type { Answer, Visitor } from './visitor.js'

const path = '/account/keys'

onEachDatabase((portal) => {
  describe('the keys of the portal', () => {
    const someone = async (role: string): Promise<Visitor> => {
      const employers = role === 'employer' ? [(await portal.given.employer()).id] : []
      return portal.signIn(await portal.given.user({ role, employers }))
    }
    const shown = ({ $ }: Answer) =>
      Object.fromEntries(
        $('.key-fields input')
          .toArray()
          .map(({ attribs }) => [attribs.name, attribs.value]),
      )
    const onPage = async (visitor: Visitor) => {
      const said = (await visitor.get('/help')).$('body').attr('data-shortcuts')
      return said ? JSON.parse(said) : null
    }

    it('are listed for what somebody may do: who decides takes tasks, who looks after accounts sees none', async () => {
      const all = shown(await (await someone('caseworker')).get(path))
      expect(all).deep.equal({
        ...{ search: '/', list: '?', home: 'h', tasks: 't', messages: 'm', reports: 'r' },
        ...{ down: 'j', up: 'k', open: 'o', pick: 'x', claim: 'c', next: 'n', save: 's' },
      })
      const { claim, next, save, ...others } = all
      expect(shown(await (await someone('employer')).get(path))).deep.equal(others)
      expect(shown(await (await someone('supervisor')).get(path))).deep.equal(others)
      const ofAccounts = Object.keys(shown(await (await someone('system-administrator')).get(path)))
      expect(ofAccounts).deep.equal(['search', 'list', 'home', 'down', 'up', 'open'])
    })

    it('stand in a dialog as well, in the language of the reader, without those that are left out', async () => {
      const desk = await someone('caseworker')
      await desk.post(path, { ...shown(await desk.get(path)), on: 'on', messages: '' })
      const list = await desk.part(path)
      expect(list.text).not.contain('<html')
      expect(list.$('dt')).lengthOf(12)
      expect((await desk.part(`${path}?lang=fr`)).text).contain('Raccourcis clavier')
    })

    it('are chosen anew, and on every page from then on', async () => {
      const desk = await someone('caseworker')
      await desk.post(path, { ...shown(await desk.get(path)), on: 'on', down: 'N', next: 'w' })
      expect((await desk.get(path)).words).contain('Ihre Tasten sind gespeichert.')
      expect(await onPage(desk)).include({ down: 'n', next: 'w', up: 'k', search: '/' })
      await desk.post(path, { do: 'usual', down: 'zz' })
      expect(await onPage(desk)).include({ down: 'j', next: 'n' })
    })

    it('do one thing each: what was typed stays, with what is wrong beside it', async () => {
      const desk = await someone('caseworker')
      const usual = shown(await desk.get(path))
      const refused = await desk.post(path, { ...usual, on: 'on', up: 'j', open: 'oo' })
      expect(refused.status).equal(422)
      expect(refused.$('#up-error').text()).contain('Die Taste «j» ist schon vergeben.')
      expect(refused.$('#open-error').text()).contain('genau ein Zeichen')
      expect(shown(refused)).include({ up: 'j', open: 'oo' })
      expect(await onPage(desk)).include({ up: 'k', open: 'o' })
    })

    it('are switched off, and on again', async () => {
      const hr = await someone('employer')
      const usual = shown(await hr.get(path))
      expect((await hr.get('/help')).$('kbd.search__key').text()).equal('/')
      await hr.post(path, usual)
      expect(await onPage(hr)).equal(null)
      expect((await hr.get('/help')).$('kbd.search__key')).lengthOf(0)
      await hr.post(path, { ...usual, on: 'on' })
      expect(await onPage(hr)).include({ search: '/' })
    })
  })
})
