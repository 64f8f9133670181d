import type { load } from 'cheerio'
import type { Person } from '../../crash/person.js'

/** Looks at what each page of a menu leads to, one level deep. Answers how many pages it saw, and which failed. */
export async function walk(person: Person, home: string): Promise<{ seen: number; failed: string[] }> {
  const paths = [...new Set(links(await person.open(home)))].filter((it) => it.startsWith(home)).slice(0, 60)
  const failed: string[] = []
  for (const path of paths) {
    const { status } = await person.look(path)
    if (status >= 400) failed.push(`${path}: ${status}`)
  }
  return { seen: paths.length, failed }
}

const links = (page: ReturnType<typeof load>) =>
  page('a[href^="/"]')
    .get()
    .map((it) => page(it).attr('href') ?? '')
