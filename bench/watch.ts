/** Asks for a page five times a second until it is enough; the milliseconds of each answer. Throws when an answer is no 200. */
export async function watch(
  url: string,
  cookie: string,
  isEnough: () => Promise<boolean>,
): Promise<number[]> {
  const times: number[] = []
  while (!(await isEnough())) {
    const begun = performance.now()
    const answer = await fetch(url, { headers: { cookie } })
    await answer.text()
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`)
    times.push(performance.now() - begun)
    await new Promise((done) => setTimeout(done, Math.max(200 - (performance.now() - begun), 0)))
  }
  return times
}

export function idleUntil(seconds: number): () => Promise<boolean> {
  const end = Date.now() + seconds * 1000
  return async () => Date.now() > end
}
