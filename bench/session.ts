import { generateSync } from 'otplib'

/** Signs in over HTTP and answers the cookie. */
export async function signIn(url: string, email: string, password: string, secret: string): Promise<string> {
  let cookie = ''
  const ask = async (path: string, fields?: Record<string, string>) => {
    const answer = await fetch(url + path, {
      method: fields ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie },
      body: fields && new URLSearchParams(fields),
    })
    cookie =
      answer.headers
        .getSetCookie()
        .find((it) => it.startsWith('sid='))
        ?.split(';')[0] ?? cookie
    return answer
  }
  const token = async (path: string) =>
    /name="_csrf" value="([^"]+)"/.exec(await (await ask(path)).text())?.[1] ?? ''
  await ask('/sign-in', { _csrf: await token('/sign-in'), email, password })
  const code = generateSync({ secret })
  const done = await ask('/sign-in/code', { _csrf: await token('/sign-in/code'), code })
  if (done.status !== 303) throw new Error(`signing in as ${email} ended with ${done.status}`)
  return cookie
}

/** The token that forms of this session carry, from any page with a form. */
export async function csrfToken(page: string, cookie: string): Promise<string> {
  const html = await (await fetch(page, { headers: { cookie } })).text()
  return /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''
}
