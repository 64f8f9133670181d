/** What a look finds, as soon as it finds something. Throws when that takes longer than 90 s. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
): Promise<T> {
  for (const begun = Date.now(); Date.now() - begun < 90_000; ) {
    const found = await look()
    if (found) return found
    await new Promise((done) => setTimeout(done, 200))
  }
  throw new Error(`did not happen within 90 s: ${what}`)
}
