import { expect } from 'chai'
import { forgetNext } from '../../db/forgetting/forget.js'
import { deliverNext } from '../../db/mailings/delivery.js'
import { addMailingFile } from '../../db/mailings/files.js'
import { beginMailing, finishMailing, saveMailing, sendMailing } from '../../db/mailings/mailings.js'
import { forEachDatabase } from './databases.js'
import { by, employer, user } from './rows.js'

const words = { topic: 'general' as const, subject: 'Neues', text: 'Guten Tag' }
const longAfter = { actor: 'system', at: '2040-01-01T03:10:00.000Z' }

describe('Messages of the office to employers', () => {
  forEachDatabase((open) => {
    it('are forgotten with their files and what lies in mailboxes, when reports of their age are', async () => {
      const db = open()
      const to = await employer(db)
      await user(db, 'employer', [to])
      const send = async () => {
        const id = await beginMailing(db, { employers: [to] }, by('desk'))
        await saveMailing(db, id, words, by('desk'))
        await addMailingFile(db, id, { name: 'a.pdf', bytes: Buffer.from('%PDF') }, 10, by('desk'))
        await sendMailing(db, id, 1, by('desk'))
        return id
      }
      const [sent, underWay] = [await send(), await send()]
      const draft = await beginMailing(db, { employers: [to] }, by('desk'))
      await deliverNext(db, sent, '', 10, by('system'))
      await finishMailing(db, sent, by('system'))
      await db('notices').update({ sentAt: by('system').at })
      await forgetNext(db, 'mails', '', longAfter)
      expect(await db('notices')).to.have.length(0)
      expect((await forgetNext(db, 'cases', '', longAfter)).count).to.equal(1)
      expect((await forgetNext(db, 'drafts', '', longAfter)).count).to.equal(1)
      const left = await db('mailings').select('id')
      expect(left.map(({ id }) => id)).to.deep.equal([underWay])
      expect(await db('messages')).to.have.length(0)
      expect(await db('mailingFiles')).to.have.length(1)
      expect(await db('personKeys').whereIn('id', [sent, draft])).to.have.length(0)
    })
  })
})
