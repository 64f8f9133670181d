import { expect } from 'chai'
import { mailTo } from './mails.js'
import type { Portal } from './portal.js'
import { appCode, type Visitor } from './visitor.js'

/** Opens the link of the newest invitation of an address, and types its code. */
export async function openLink(portal: Portal, someone: Visitor, email: string): Promise<void> {
  const { token, code } = await mailTo(portal, email, 'activation')
  expect((await someone.get(`/activate/${token}`)).status).to.equal(200)
  expect((await someone.post(`/activate/${token}`, { code })).headers.location).to.equal('/activate/password')
}

/** Chooses a password, typed twice. */
export async function choosePassword(someone: Visitor, password: string) {
  await someone.get('/activate/password')
  return someone.post('/activate/password', { password, again: password })
}

/** Sets up an authenticator app, and answers the recovery codes that are shown. */
export async function setUpApp(portal: Portal, someone: Visitor): Promise<string[]> {
  const page = await someone.get('/activate/app')
  const key = page.$('#key').text().replace(/\s/g, '')
  const done = await someone.post('/activate/app', { code: appCode(key, portal.clock.now()) })
  expect(done.status, done.words).to.equal(200)
  return done
    .$('.codes li')
    .map((_, item) => done.$(item).text())
    .get()
}
