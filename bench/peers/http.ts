/** Posts JSON once; throws with what was answered where that is no success. */
export async function once(url: string, body: object): Promise<string> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${text.slice(0, 300)}`)
  return text
}

/** The same, for an answer that is read. */
export const need = async <T>(url: string, body: object): Promise<T> => JSON.parse(await once(url, body))
