import { isName, replaceEntities, unprintableIn } from './well-formed.js'

/** Hears what is in an XML file, in its order. Names are qualified, as they are written. */
export interface Heard {
  open(name: string, attributes: Record<string, string>): void
  /** Text of an element; the space between two tags is left out. */
  text(text: string): void
  close(): void
  doctype(): void
}

/** Reads XML as it comes in. Every method throws a `Malformed` where it is not well-formed, and what `heard` throws. */
export interface Scanner {
  write(text: string): void
  end(): void
  /** The line that is being read, from 1. */
  line(): number
  /** Characters before it on this line. */
  column(): number
}

/** What is not well-formed. */
export class Malformed extends Error {}

const [newline, lessThan, greaterThan, slash, bang, question] = [10, 60, 62, 47, 33, 63]
const isSpace = (code: number) => code === 32 || code === newline || code === 9

/**
 * A scanner of XML 1.0 without document types, which are refused. It jumps from tag to tag instead of looking at each
 * character, for wages of a hundred thousand persons are two hundred megabytes. See docs/decisions/011-reading-wages.md.
 */
export function scanXml(heard: Heard): Scanner {
  const open: string[] = []
  /** The element that is open, the innermost. */
  let expected = ''
  let buffer = ''
  let at = 0
  let isBegun = false
  let hasRoot = false
  let carriage = ''
  let [hasBrackets, hasEntities] = [false, false]
  /** The name of the tag before: what follows it is mostly what followed it the last time. */
  let before: Name = { text: '', next: null }
  let [lines, counted, lineStart] = [1, 0, 0]

  const fail = (what: string): never => {
    throw new Malformed(what)
  }

  function countLines(): void {
    for (
      let next = buffer.indexOf('\n', counted);
      next >= 0 && next < at;
      next = buffer.indexOf('\n', counted)
    ) {
      lines++
      counted = lineStart = next + 1
    }
    counted = Math.max(counted, at)
  }

  /** Reads on as far as whole tags are there; `isLast` where nothing more will come. */
  function scan(isLast: boolean): void {
    for (;;) {
      const tag = buffer.indexOf('<', at)
      if (tag < 0) {
        // Space behind the last tag; within the file it need not wait for the next one.
        if (isLast) between(buffer.length)
        return
      }
      const kind = buffer.charCodeAt(tag + 1)
      const end = kind === slash ? endOfClosing(tag) : endOf(tag, kind)
      if (end < 0 && isLast) fail('unclosed tag.')
      if (end < 0) return
      if (tag > at) between(tag)
      at = tag
      if (kind === slash) closeTag(tag, end)
      else if (kind === bang) special(tag, end)
      else if (kind === question) instruction(tag, end)
      else openTag(tag, end)
      at = end
      isBegun = true
    }
  }

  /** Nearly always just what is expected. */
  function endOfClosing(tag: number): number {
    const end = tag + 2 + expected.length
    return buffer.charCodeAt(end) === greaterThan ? end + 1 : after('>', tag)
  }

  /** Where what begins at this `<` ends, or -1 if that has not come in yet. */
  function endOf(tag: number, kind: number): number {
    if (kind === question) return after('?>', tag + 2)
    if (kind !== bang) {
      const likely = tag + 1 + (before.next?.text.length ?? 0)
      return buffer.charCodeAt(likely) === greaterThan && isLikely(tag) ? likely + 1 : endOfTag(tag + 1)
    }
    if (buffer.startsWith('<!--', tag)) return after('-->', tag + 4)
    if (buffer.startsWith('<![CDATA[', tag)) return after(']]>', tag + 9)
    if (buffer.startsWith('<!D', tag)) return tag + 3
    return buffer.length - tag < 9 ? -1 : fail('unencoded <.')
  }

  const isLikely = (tag: number) => before.next !== null && buffer.startsWith(before.next.text, tag + 1)

  function after(what: string, from: number): number {
    const found = buffer.indexOf(what, from)
    return found < 0 ? -1 : found + what.length
  }

  /** Past the values of attributes as well, in which a `>` may stand. */
  function endOfTag(from: number): number {
    for (let next = from; next < buffer.length; next++) {
      const code = buffer.charCodeAt(next)
      if (code === greaterThan) return next + 1
      if (code === lessThan) {
        at = next
        return fail('disallowed character.')
      }
      if (code === 34 || code === 39) {
        next = buffer.indexOf(code === 34 ? '"' : "'", next + 1)
        if (next < 0) return -1
      }
    }
    return -1
  }

  /** Text up to here. */
  function between(end: number): void {
    let from = at
    while (from < end && isSpace(buffer.charCodeAt(from))) from++
    if (from === end) return
    if (open.length === 0) fail('text data outside of root node.')
    const text = buffer.slice(at, end)
    if (hasBrackets && text.includes(']]>')) fail('the string "]]>" is disallowed in char data.')
    heard.text(hasEntities && text.includes('&') ? replaceEntities(text, fail) : text)
  }

  function openTag(tag: number, end: number): void {
    if (open.length === 0 && hasRoot) fail('documents may contain only one root.')
    hasRoot = true
    let name = before.next
    if (name && end === tag + name.text.length + 2 && buffer.startsWith(name.text, tag + 1)) {
      heard.open(name.text, nothing)
      open.push(name.text)
      expected = name.text
    } else {
      const isEmpty = buffer.charCodeAt(end - 2) === slash
      const last = end - (isEmpty ? 2 : 1)
      let stop = tag + 1
      while (stop < last && !isSpace(buffer.charCodeAt(stop))) stop++
      name = named(buffer.slice(tag + 1, stop))
      heard.open(name.text, stop === last ? nothing : attributesIn(buffer.slice(stop, last)))
      if (isEmpty) heard.close()
      else {
        open.push(name.text)
        expected = name.text
      }
    }
    before.next = name
    before = name
  }

  function closeTag(tag: number, end: number): void {
    if (open.length === 0) fail('unmatched closing tag.')
    let rest = tag + 2 + expected.length
    while (isSpace(buffer.charCodeAt(rest))) rest++
    if (rest !== end - 1 || !buffer.startsWith(expected, tag + 2))
      fail(`unexpected close tag; expected ${expected}.`)
    open.pop()
    expected = open.at(-1) ?? ''
    heard.close()
  }

  function special(tag: number, end: number): void {
    if (buffer.startsWith('<!D', tag)) {
      heard.doctype()
      fail('inappropriately located doctype declaration.')
    }
    if (buffer.charCodeAt(tag + 2) === 45) {
      if (
        buffer.slice(tag + 4, end - 3).includes('--') ||
        (buffer.charCodeAt(end - 4) === 45 && end - tag > 7)
      )
        fail('malformed comment.')
    } else if (open.length === 0) fail('text data outside of root node.')
    else heard.text(buffer.slice(tag + 9, end - 3))
  }

  function instruction(tag: number, end: number): void {
    const text = buffer.slice(tag + 2, end - 2)
    const [target = ''] = /^[^\s?]*/.exec(text) ?? []
    if (target === 'xml') {
      if (isBegun || tag !== 0 || !declaration.test(text)) fail('malformed XML declaration.')
    } else if (!isName(target) || target.toLowerCase() === 'xml') fail('malformed processing instruction.')
  }

  function attributesIn(text: string): Record<string, string> {
    const attributes: Record<string, string> = {}
    attribute.lastIndex = 0
    while (attribute.lastIndex < text.length) {
      const found = attribute.exec(text)
      if (!found) return fail('disallowed character in attribute name.')
      const [whole, name = '', double, single = ''] = found
      if (whole.trim() === '' && attribute.lastIndex === text.length) break
      if (!isName(name)) return fail('disallowed character in attribute name.')
      if (Object.hasOwn(attributes, name)) return fail(`duplicate attribute: ${name}.`)
      // Each space in a value is a blank one (XML 1.0, 3.3.3).
      const value = (double ?? single).replace(/[\t\n]/g, ' ')
      attributes[name] = value.includes('&') ? replaceEntities(value, fail) : value
    }
    return attributes
  }

  function named(text: string): Name {
    const known = names.get(text)
    if (known) return known
    if (!isName(text)) fail('disallowed character in tag name.')
    // As the name of a property it becomes the one string of this content, which is compared at a glance.
    const name: Name = { text: Object.keys({ [text]: 0 })[0] ?? text, next: null }
    if (names.size < 2000) names.set(text, name)
    return name
  }

  return {
    write(more) {
      countLines()
      const text = carriage + more
      carriage = text.endsWith('\r') ? '\r' : ''
      const rest = buffer.slice(at)
      lineStart -= at
      buffer =
        rest +
        (text.includes('\r') ? text.slice(0, text.length - carriage.length).replace(/\r\n?/g, '\n') : text)
      at = counted = 0
      hasBrackets = buffer.includes(']]>')
      hasEntities = buffer.includes('&')
      const bad = unprintableIn(buffer)
      if (bad < 0) return scan(false)
      // What comes before it is heard, as far as it is whole.
      const whole = buffer
      buffer = whole.slice(0, bad)
      scan(false)
      buffer = whole
      at = bad
      fail('disallowed character.')
    },
    end() {
      scan(true)
      if (!hasRoot) fail('document must contain a root element.')
      if (open.length > 0) fail(`unclosed tag: ${open.at(-1)}`)
    },
    line() {
      countLines()
      return lines
    },
    column() {
      countLines()
      return at - lineStart
    },
  }
}

interface Name {
  text: string
  /** What followed it the last time. */
  next: Name | null
}

/** Names met before: those of a declaration are few. */
const names = new Map<string, Name>()
const nothing: Record<string, string> = Object.freeze({})
const attribute = /\s+(?:([^\s=<>"'/&]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)'))?/y
const declaration =
  /^xml\s+version\s*=\s*(["'])1\.\d+\1(\s+encoding\s*=\s*(["'])[A-Za-z][\w.-]*\3)?(\s+standalone\s*=\s*(["'])(yes|no)\5)?\s*$/
