import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

/** A mail as its recipient reads it. */
interface Read {
  to: string
  subject: string
  body: string
  messageId: string
}

/** A mail server that keeps what it is handed. */
export async function openMailServer() {
  const mails: Read[] = []
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    async onData(stream, { envelope }, done) {
      const mail = await text(stream)
      const header = (name: string) => new RegExp(`^${name}: (.*)`, 'im').exec(mail)?.[1] ?? ''
      mails.push({
        to: envelope.rcptTo.map(({ address }) => address).join(),
        subject: header('Subject'),
        body: mail.slice(mail.indexOf('\r\n\r\n')),
        messageId: header('Message-ID'),
      })
      done()
    },
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    /** What somebody was told twice, by mails that their own program cannot know for the same one. */
    toldTwice: () => {
      const first = new Map<string, Read>()
      return mails.flatMap((mail) => {
        const what = [mail.to, mail.subject, mail.body].join('\n')
        const before = first.get(what) ?? mail
        first.set(what, before)
        return before.messageId === mail.messageId ? [] : [`${mail.to}: ${mail.subject}`]
      })
    },
    close: () => new Promise<void>((closed) => server.close(closed)),
  }
}
