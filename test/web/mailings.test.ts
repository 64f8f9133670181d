import { expect } from 'chai'
import { openDatabase } from '../../db/knex.js'
import { deliverNext } from '../../db/mailings/delivery.js'
import { finishMailing } from '../../db/mailings/mailings.js'
import { errorsOn, valuesOn } from './family-allowance-typed.js'
import { onePagePdf } from './files.js'
import { onEachDatabase } from './portal.js'
import type { Visitor } from './visitor.js'

const path = '/office/mailings'
const words = {
  subject: 'Neue Ansätze ab Januar',
  text: 'Guten Tag\n\nAb Januar gelten <neue> Ansätze.',
  topic: 'finance',
}
const pdf = (name: string) => ({ name, bytes: onePagePdf() })

onEachDatabase((portal) => {
  describe('messages of the office to employers', () => {
    let first: { id: string; name: string }
    let second: { id: string; name: string }
    let desk: Visitor
    let reader: Visitor

    beforeEach(async () => {
      for (const table of ['outbox', 'notices', 'messages', 'mailings']) await portal.db(table).delete()
      first = (await portal.given.employer({ name: 'Aareholz AG' })) as never
      second = (await portal.given.employer({ name: 'Limmatpflege' })) as never
      desk = await portal.signIn(await portal.given.user({ role: 'caseworker', name: 'Lena Amsler' }))
      reader = await portal.signIn(await portal.given.user({ employers: [first.id] }))
    })

    /** Begins a message and answers its address. */
    const begin = async (to: Record<string, string | string[]> = { employer: [first.id, second.id] }) =>
      String((await desk.post(path, to)).headers.location).replace(/\/edit$/, '')
    /** Writes it, with files, and goes on to the check. */
    const write = async (at: string, files: Record<string, { name: string; bytes: Buffer }> = {}) =>
      desk.send(`${at}/edit`, { ...words, act: 'check' }, files)
    /** Sends it as the page offers it. */
    const send = async (at: string) => {
      const { found } = valuesOn(await desk.get(`${at}/check`))
      return desk.post(`${at}/send`, { found })
    }
    /** What the worker does. */
    const deliver = async (at: string, limit = 100) => {
      const id = at.split('/').at(-1) ?? ''
      const by = { actor: 'system', at: portal.clock.now() }
      for (let next: string | null = ''; next !== null; )
        next = (await deliverNext(portal.db, id, next, limit, by)).next
      await finishMailing(portal.db, id, by)
    }

    it('begin from the register: for those who are ticked, or all whom it finds', async () => {
      const register = await desk.get('/office/employers?q=aareholz')
      expect(register.$('input[name=employer]')).to.have.length(1)
      const chosen = await begin({ employer: first.id, to: 'chosen' })
      expect((await desk.get(`${chosen}/edit`)).words).to.contain('An Aareholz AG')
      const found = await begin({ to: 'all', q: 'limmat', employer: first.id })
      expect((await desk.get(`${found}/edit`)).words)
        .to.contain('An Limmatpflege')
        .and.not.contain('Aareholz')
      expect((await desk.post(path, { to: 'chosen' })).headers.location).to.equal('/office/employers')
      expect((await desk.get('/office/employers')).words).to.contain('Wählen Sie zuerst aus')
    })

    it('begin from an employer’s page, once however often the button is pressed', async () => {
      const page = await desk.get(`/office/employers/${first.id}`)
      const { employer = '' } = valuesOn(page)
      const at = await begin({ employer })
      expect((await desk.get(`${at}/edit`)).words).to.contain('An Aareholz AG')
      expect(await begin({ employer })).to.equal(at)
      await desk.post(`${at}/edit`, { subject: 'Ferien', text: '', topic: 'general', act: 'later' })
      expect(await begin({ employer })).to.not.equal(at)
    })

    it('say what is missing, and what was typed and uploaded stays', async () => {
      const at = await begin()
      const typed = { subject: '', text: 'Guten Tag', topic: 'salaries', act: 'check' }
      const page = await desk.send(`${at}/edit`, typed, {
        file: { name: 'Brief für alle.txt', bytes: Buffer.from('x') },
      })
      expect(page.status).to.equal(422)
      expect(errorsOn(page)).to.deep.equal([
        'Schreiben Sie, worum es geht.',
        '«Brief für alle.txt» ist kein PDF. Speichern Sie das Dokument als PDF und laden Sie es noch einmal hoch.',
      ])
      expect(valuesOn(page)).to.include({ text: 'Guten Tag' })
      expect(page.$('#topic option[selected]').attr('value')).to.equal('salaries')
      // and even after the browser was closed
      expect(valuesOn(await desk.get(`${at}/edit`))).to.include({ text: 'Guten Tag' })
      const long = await desk.send(`${at}/edit`, { ...words, subject: 'x'.repeat(121), act: 'check' })
      expect(errorsOn(long)).to.deep.equal(['Betreff: Kürzen Sie den Text auf höchstens 120 Zeichen.'])
      expect((await desk.send(`${at}/edit`, { ...typed, act: 'upload' })).status).to.equal(422)
    })

    it('take several PDFs by the way of all uploads, and give them back', async () => {
      const at = await begin()
      const files = { file: pdf('Ansätze 2027.pdf'), more: pdf('Merkblatt.pdf') }
      expect((await desk.send(`${at}/edit`, { ...words, act: 'upload' }, files)).status).to.equal(303)
      const page = await desk.get(`${at}/edit`)
      expect(
        page
          .$('#files .row__title')
          .toArray()
          .map((it) => page.$(it).text()),
      ).to.have.members(['Ansätze 2027.pdf', 'Merkblatt.pdf'])
      const sealed = await portal.db('mailingFileBytes')
      expect(sealed.some((row) => Buffer.from(row.sealed).includes('%PDF'))).to.equal(false)
      const link = page.$('#files .row__title').first().attr('href') ?? ''
      const shown = await desk.download(link)
      expect(shown.headers['content-type']).to.equal('application/pdf')
      expect(shown.body.subarray(0, 5).toString()).to.equal('%PDF-')
      const remove = page.$('button[name=remove]').first().attr('value') ?? ''
      await desk.send(`${at}/edit`, { ...words, remove })
      expect((await desk.get(`${at}/edit`)).$('#files .row')).to.have.length(1)
      const risky = {
        name: 'a.pdf',
        bytes: Buffer.from(
          onePagePdf()
            .toString('latin1')
            .replace('/Catalog', '/Catalog /OpenAction << /S /JavaScript /JS (x) >>'),
          'latin1',
        ),
      }
      const refused = await desk.send(`${at}/edit`, { ...words, act: 'upload' }, { file: risky })
      expect(refused.status).to.equal(422)
    })

    it('are shown before they are sent as they will be read, with everybody who gets them', async () => {
      const at = await begin()
      expect((await write(at, { file: pdf('Merkblatt.pdf') })).headers.location).to.equal(`${at}/check`)
      const page = await desk.get(`${at}/check`)
      expect(page.words).to.contain('Ab Januar gelten <neue> Ansätze.').and.contain('Merkblatt.pdf')
      expect(page.$('#members').text()).to.equal('2 Mitglieder')
      expect(
        page
          .$('[aria-labelledby=members] .row__title')
          .toArray()
          .map((it) => page.$(it).text()),
      ).to.deep.equal(['Aareholz AG', 'Limmatpflege'])
      expect(page.words).to.contain('An 2 Mitglieder senden')
      expect(await portal.db('outbox').where({ workflow: 'mailing' })).to.have.length(0)
    })

    it('are sent once however often the button is pressed, and cannot be changed afterwards', async () => {
      const at = await begin()
      await write(at)
      const { found } = valuesOn(await desk.get(`${at}/check`))
      const pressed = [await desk.post(`${at}/send`, { found }), await desk.post(`${at}/send`, { found })]
      expect(pressed.map(({ headers }) => headers.location)).to.deep.equal([at, at])
      const id = at.split('/').at(-1)
      expect(await portal.db('outbox').where({ workflow: 'mailing', mutationId: id })).to.have.length(1)
      expect(await portal.db('audit').where({ action: 'mailing.send', object: id })).to.have.length(1)
      await desk.send(`${at}/edit`, { ...words, subject: 'Anders', act: 'check' })
      await desk.post(`${at}/drop`)
      expect((await desk.get(at)).words).to.contain('Neue Ansätze ab Januar')
      await deliver(at, 1)
      await deliver(at)
      expect(await portal.db('messages').where({ mailingId: id })).to.have.length(2)
      expect(await portal.db('notices')).to.have.length(1)
      expect(await portal.db('audit').where({ action: 'mailing.finish', object: id })).to.have.length(1)
    })

    it('are not sent to others than were confirmed', async () => {
      const at = await begin({ to: 'all', q: 'sammelwort' })
      await portal.given.employer({ name: 'Sammelwort eins' })
      await write(at)
      const { found } = valuesOn(await desk.get(`${at}/check`))
      await portal.given.employer({ name: 'Sammelwort zwei' })
      const changed = await desk.post(`${at}/send`, { found })
      expect(changed.status).to.equal(409)
      expect(changed.words).to.contain('Es sind jetzt 2 Mitglieder')
      expect((await send(at)).status).to.equal(303)
      await portal.given.employer({ name: 'Sammelwort drei' })
      await deliver(at)
      expect(await portal.db('messages').where({ mailingId: at.split('/').at(-1) })).to.have.length(2)
    })

    it('are read by the employer in its own language, and the office sees by how many', async () => {
      const at = await begin()
      await write(at, { file: pdf('Merkblatt.pdf') })
      await send(at)
      await deliver(at)
      const base = `/e/${first.id}`
      const list = await reader.get(`${base}/messages?topic=notice`)
      expect(list.$('.row').text())
        .to.contain('Neue Ansätze ab Januar')
        .and.contain('Nachricht zu den Beiträgen')
      expect((await reader.get(base)).words).to.contain('Neue Ansätze ab Januar')
      expect((await reader.get(`${base}/messages?q=ans%C3%A4tze`)).$('.row')).to.have.length(1)
      await reader.post(`${base}/search`, { q: 'Ansätze' })
      expect((await reader.get(`${base}/search`)).words).to.contain('Neue Ansätze ab Januar')
      const message = list.$('.row__link').attr('href') ?? ''
      const french = await reader.get(message, { Cookie: 'lang=fr' })
      expect(french.words).to.contain('Ab Januar gelten <neue> Ansätze.')
      const file = french.$('main a[href*="/files/"]').attr('href') ?? ''
      const bytes = await reader.download(file)
      expect(bytes.body.subarray(0, 5).toString()).to.equal('%PDF-')
      expect(
        await portal.db('audit').where({ action: 'document.read', employerId: first.id }),
      ).to.have.length(1)
      const sent = await desk.get(at)
      expect(sent.words).to.match(/Gelesen\s*1 von 2/)
      expect((await desk.get(`${at}?show=read`)).$('#recipients .row').text()).to.contain('Aareholz AG')
      expect((await desk.get(`${at}?show=unread`)).$('#recipients .row').text()).to.contain('Limmatpflege')
      expect((await desk.get(path)).$('.row').text()).to.contain('1 von 2 gelesen')
      expect((await desk.get(`/office/employers/${first.id}/messages`)).$('.row').text()).to.match(
        /Neue Ansätze.*gelesen/s,
      )
      const zip = await reader.post(`${base}/messages/selected`, {
        message: message.split('/messages/')[1],
        act: 'download',
      })
      expect(zip.headers['content-type']).to.equal('application/zip')
    })

    describe('to employers of several languages', () => {
      const french = { 'subject-fr': 'Nouveaux taux dès janvier', 'text-fr': 'Bonjour\n\nDès janvier.' }
      let romand: { id: string; name: string }
      let ticinese: { id: string; name: string }

      beforeEach(async () => {
        romand = (await portal.given.employer({ name: 'Vignes SA' })) as never
        ticinese = (await portal.given.employer({ name: 'Officine Ticino' })) as never
        await portal.db('employers').where({ id: romand.id }).update({ language: 'fr' })
        await portal.db('employers').where({ id: ticinese.id }).update({ language: 'it' })
      })
      const toAll = () => begin({ employer: [first.id, second.id, romand.id, ticinese.id] })
      const typed = (at: string, more: Record<string, string>) =>
        desk.send(`${at}/edit`, { ...words, ...more, act: 'check' })
      const said = async (employer: { id: string }, lang = 'de') => {
        const visitor = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
        const base = `/e/${employer.id}`
        const list = await visitor.get(`${base}/messages`)
        const page = await visitor.get(list.$('.row__link').attr('href') ?? '', { Cookie: `lang=${lang}` })
        return { visitor, base, list, page, text: page.$('.said') }
      }

      it('offer a text for each language, and say with a count who gets the German one', async () => {
        const at = await toAll()
        const form = await desk.get(`${at}/edit`)
        expect(form.words).to.contain('Deutsch: 2 Mitglieder')
        const offered = form.$('details').toArray()
        expect(offered.map((it) => form.$(it).find('summary').text().trim())).to.include.members([
          'Français: 1 Mitglied',
          'Italiano: 1 Mitglied',
        ])
        expect(form.words).to.contain('erhalten diese Mitglieder den deutschen Text')
        expect(form.$('[name=subject-en]')).to.have.length(0)
        expect((await typed(at, french)).headers.location).to.equal(`${at}/check`)
        const check = await desk.get(`${at}/check`)
        expect(check.words)
          .to.contain('Ab Januar gelten <neue> Ansätze.')
          .and.contain('Dès janvier.')
          .and.contain('Italiano: 1 Mitglied erhält den deutschen Text')
        expect(check.words).not.to.contain('Français: 1 Mitglied erhält')
        expect(valuesOn(await desk.get(`${at}/edit`))).to.include(french)
      })

      it('want subject and text of a language or neither, and what was typed stays', async () => {
        const at = await toAll()
        const half = await typed(at, { 'subject-fr': 'Nouveaux taux', 'text-it': 'Buongiorno' })
        expect(half.status).to.equal(422)
        expect(errorsOn(half)).to.deep.equal([
          'Français: Schreiben Sie auch den Text, oder leeren Sie den Betreff.',
          'Italiano: Schreiben Sie auch den Betreff, oder leeren Sie den Text.',
        ])
        expect(half.$('details[open] [name=text-fr]')).to.have.length(1)
        expect(valuesOn(half)).to.include({ 'subject-fr': 'Nouveaux taux', 'text-it': 'Buongiorno' })
        expect((await desk.post(`${at}/send`, { found: '4' })).headers.location).to.equal(`${at}/check`)
        expect(await portal.db('mailings').where({ status: 'draft' })).to.have.length(1)
      })

      it('are read by each employer in its language, and in German where there is no text in it', async () => {
        const at = await toAll()
        await typed(at, french)
        await send(at)
        await deliver(at)
        const own = await said(romand)
        expect(own.list.$('.row').text()).to.contain('Nouveaux taux dès janvier')
        expect(own.page.$('h1').text()).to.contain('Nouveaux taux dès janvier')
        expect(own.text.text()).to.equal('Bonjour\n\nDès janvier.')
        expect(own.text.attr('lang')).to.equal('fr')
        expect((await own.visitor.get(own.base)).words).to.contain('Nouveaux taux dès janvier')
        const found = async (q: string) => (await own.visitor.get(`${own.base}/messages?q=${q}`)).$('.row')
        expect(await found('taux')).to.have.length(1)
        expect(await found('ans%C3%A4tze')).to.have.length(0)
        await own.visitor.post(`${own.base}/search`, { q: 'nouveaux' })
        expect((await own.visitor.get(`${own.base}/search`)).words).to.contain('Nouveaux taux dès janvier')
        const zip = await own.visitor.post(`${own.base}/messages/selected`, {
          message: String(own.list.$('[name=message]').attr('value')),
          act: 'download',
        })
        expect(zip.headers['content-type']).to.equal('application/zip')
        expect(zip.text).to.contain('Nouveaux taux dès janvier.txt')
        for (const employer of [ticinese, first]) {
          const german = await said(employer, 'fr')
          expect(german.text.text()).to.contain('Ab Januar gelten <neue> Ansätze.')
          expect(german.text.attr('lang')).to.equal('de')
        }
        const sent = await desk.get(at)
        expect(sent.words).to.contain('Dès janvier.').and.contain('Ab Januar gelten')
      })

      it('are sealed in every language, and thrown away with their draft', async () => {
        const at = await toAll()
        await typed(at, french)
        const bare = openDatabase(portal.deps.config.databaseUrl)
        const [row] = await bare('mailing_words').finally(() => bare.destroy())
        expect(row).to.include({ language: 'fr' })
        expect(row.text).not.to.contain('janvier')
        await desk.post(`${at}/drop`)
        expect(await portal.db('mailingWords')).to.have.length(0)
      })
    })

    it('are told of by e-mail as each user wants it, without contents', async () => {
      const off = await portal.given.user({
        employers: [second.id],
        choices: '{"notices":{"message":"off"}}',
      })
      const daily = await portal.given.user({
        employers: [second.id],
        choices: '{"notices":{"message":"daily"}}',
      })
      const at = await begin()
      await write(at)
      await send(at)
      await deliver(at)
      const notices = await portal.db('notices')
      expect(notices.filter(({ userId }) => userId === off.id)).to.have.length(0)
      expect(notices.filter(({ userId }) => userId === daily.id).map(({ isHeld }) => isHeld)).to.deep.equal([
        1,
      ])
      expect(JSON.stringify(notices)).to.not.contain('Ansätze')
      const promised = await portal.db('outbox').where({ workflow: 'post' })
      expect(promised.map(({ priority }) => priority)).to.deep.equal([5])
    })

    it('are seen by nobody else: other employers, other authors, or whoever may not write', async () => {
      const at = await begin({ employer: [first.id] })
      await write(at, { file: pdf('Merkblatt.pdf') })
      const other = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
      const supervisor = await portal.signIn(await portal.given.user({ role: 'supervisor' }))
      expect((await other.get(`${at}/edit`)).status).to.equal(404)
      expect((await other.get(at)).status).to.equal(404)
      expect((await other.post(`${at}/send`, { found: '1' })).status).to.equal(404)
      await send(at)
      await deliver(at)
      const id = at.split('/').at(-1)
      const message = await portal.db('messages').where({ mailingId: id }).first()
      const [file] = await portal.db('mailingFiles').where({ mailingId: id })
      const stranger = await portal.signIn(await portal.given.user({ employers: [second.id] }))
      for (const address of [
        `/e/${second.id}/messages/${message.id}`,
        `/e/${second.id}/mailings/${id}/files/${file.id}`,
        `/e/${first.id}/messages/${message.id}`,
        `/e/${first.id}/mailings/${id}/files/${file.id}`,
      ])
        expect((await stranger.get(address)).status, address).to.equal(404)
      expect((await supervisor.get(at)).status).to.equal(200)
      expect((await supervisor.post(path, { employer: first.id })).status).to.equal(403)
      expect((await reader.post(path, { employer: first.id })).status).to.equal(404)
      expect((await reader.get(path)).status).to.equal(404)
      expect((await other.get(at)).words).to.contain('Lena Amsler')
    })

    it('wait as drafts of their author, and can be thrown away with everything', async () => {
      const at = await begin()
      const later = await desk.send(`${at}/edit`, { ...words, act: 'later' }, { file: pdf('Merkblatt.pdf') })
      expect(later.headers.location).to.equal(`${path}?show=drafts`)
      expect((await desk.get(`${path}?show=drafts`)).$('.row').text()).to.contain('Neue Ansätze ab Januar')
      const asked = await desk.get(String((await desk.get(`${at}/edit`)).$('a[href$="/drop"]').attr('href')))
      expect(asked.$('h1').text()).to.equal('Entwurf löschen?')
      expect(asked.words).to.contain('Der Entwurf «Neue Ansätze ab Januar»')
      expect(asked.$('.govuk-back-link').attr('href')).to.equal(`${at}/edit`)
      await desk.post(String(asked.$('main form').attr('action')))
      for (const table of ['mailings', 'mailingFiles', 'mailingFileBytes'])
        expect(await portal.db(table), table).to.have.length(0)
      expect(await portal.db('personKeys').where({ id: at.split('/').at(-1) })).to.have.length(0)
    })
  })
})
