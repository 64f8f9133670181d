import { readFileSync } from 'node:fs'
import { lexer, type Tokens } from 'marked'
import { plain, searchWords } from '../../db/people/search.js'
import type { Language } from '../../domain/kinds.js'

/** The guides in the order of the list; each is a file `guides/<language>/<slug>.md`. */
export const guideSlugs = [
  'first-steps', 'sign-in', 'family-allowance', 'maternity', 'other-parent-leave', 'work-interruption', 'termination',
  'new-employee', 'staff-list', 'training-certificate', 'salary-declaration', 'documents', 'messages', 'users', 'mandates',
  'desk', 'mailings',
] as const // biome-ignore format: one list
export type GuideSlug = (typeof guideSlugs)[number]
/** Those about the office's own pages, which employers do not see. */
const ofOffice: GuideSlug[] = ['desk', 'mailings']

/** A guide as its page shows it: title, the sentence below it, and chapters. */
export interface Guide {
  slug: GuideSlug
  title: string
  lead: string
  chapters: Chapter[]
  /** All its words, folded, to be searched. */
  words: string
}

export interface Chapter {
  id: string
  title: string
  blocks: Block[]
}

export type Block =
  | { kind: 'text'; text: Piece[] }
  | { kind: 'list'; ordered: boolean; items: Piece[][] }
  | ({ kind: 'picture'; alt: string; name: string } & Size)
interface Size {
  /** Pixels. */
  width: number
  height: number
}
export interface Piece {
  text: string
  strong: boolean
}

/** The guide of this name in a language, or null. Read once. */
export function guide(slug: string, language: Language): Guide | null {
  return guides(language).find((it) => it.slug === slug) ?? null
}

/** All guides in a language. */
export function guides(language: Language): Guide[] {
  const known = libraries.get(language) ?? guideSlugs.map((slug) => readGuide(slug, language))
  libraries.set(language, known)
  return known
}
const libraries = new Map<Language, Guide[]>()

/** The guides for somebody that hold all these words, those first that have them in their title. */
export function findGuides(language: Language, q: string, reader: 'office' | 'employer'): Guide[] {
  const words = searchWords(q)
  const found = guides(language)
    .filter((it) => reader === 'office' || !ofOffice.includes(it.slug))
    .filter((it) => words.every((word) => it.words.includes(word)))
  const inTitle = (it: Guide) => (words.some((word) => plain(it.title).includes(word)) ? 0 : 1)
  return found.toSorted((a, b) => inTitle(a) - inTitle(b))
}

function readGuide(slug: GuideSlug, language: Language): Guide {
  const text = readFileSync(new URL(`../../guides/${language}/${slug}.md`, import.meta.url), 'utf8')
  const [title, lead, ...rest] = lexer(text).filter(({ type }) => type !== 'space') as Tokens.Generic[]
  const chapters: Chapter[] = []
  for (const token of rest)
    if (token.type === 'heading') chapters.push({ id: idOf(token.text), title: token.text, blocks: [] })
    else chapters.at(-1)?.blocks.push(...blocksOf(token, language))
  return { slug, title: title?.text, lead: lead?.text, chapters, words: plain(text) }
}

function blocksOf(token: Tokens.Generic, language: Language): Block[] {
  const [only, ...others] = token.tokens ?? []
  if (only?.type === 'image' && others.length === 0) return pictureOf(only as Tokens.Image, language)
  if (token.type === 'paragraph') return [{ kind: 'text', text: piecesOf(token.tokens) }]
  if (token.type !== 'list') throw new Error(`guides have paragraphs and lists, not ${token.type}`)
  const items = (token as Tokens.List).items.map((item) => {
    const [line] = item.tokens as Tokens.Generic[]
    return piecesOf(line?.tokens)
  })
  return [{ kind: 'list', ordered: Boolean(token.ordered), items }]
}

/** `![what is to be seen](name)`: a picture of a page, which test/pictures takes in each language; one that is still to be taken is left out. */
function pictureOf({ href, text }: Tokens.Image, language: Language): Block[] {
  const size = sizes()[`${language}/${href}`]
  return size ? [{ kind: 'picture', alt: text, name: `guide-${language}-${href}.webp`, ...size }] : []
}

let known: Record<string, Size> | null = null
function sizes(): Record<string, Size> {
  known ??= JSON.parse(readFileSync(new URL('../../guides/pictures/pictures.json', import.meta.url), 'utf8'))
  return known ?? {}
}

const piecesOf = (tokens: Tokens.Generic[] = []): Piece[] =>
  tokens.map(({ type, text }) => ({ text, strong: type === 'strong' }))

// the page around it has ids of its own, such as `session`
const idOf = (title: string) => `chapter-${plain(title).replaceAll(' ', '-')}`
