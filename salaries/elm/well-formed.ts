const start = ':A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}\\u{200D}\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}' // biome-ignore format: one class
const names = new RegExp(`^[${start}][${start}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}-\\u{2040}]*$`, 'u')

/** Whether a tag or an attribute may be called so (XML 1.0, 2.3). */
export const isName = (text: string): boolean => names.test(text)

/** Where the first character is that XML does not allow (XML 1.0, 2.2), or -1. Halves of characters do not come out of a decoder. */
export function unprintableIn(text: string): number {
  return text.search(forbidden)
}
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Text with the five entities and the numbers of characters read. `fail` throws where it is another, or none. */
export function replaceEntities(text: string, fail: (what: string) => never): string {
  return text.replace(/&([^;&<\s]*)(;?)/g, (_, name: string, end: string) => {
    if (!end) return fail('disallowed character in entity name.')
    if (Object.hasOwn(entities, name)) return entities[name] ?? ''
    const [, hex, decimal] = /^#(?:x([\da-fA-F]{1,8})|(\d{1,8}))$/.exec(name) ?? []
    if (!hex && !decimal) return fail('undefined entity.')
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    return isAllowed(code) ? String.fromCodePoint(code) : fail('malformed character entity.')
  })
}

const isAllowed = (code: number) =>
  code === 9 ||
  code === 10 ||
  code === 13 ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff)
