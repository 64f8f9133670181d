const longest = 100

/** A file name as its owner wrote it, to be read in a sentence: without path, control and direction characters, at most 100 characters. */
export function readableName(original: string): string {
  const last = original.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const readable = last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]/gu, '').replace(/\s+/g, ' ')
  return [...readable.trim()].slice(0, longest).join('')
}

/** A file name as we keep it: as its owner wrote it, without what a file system cannot take, with the ending that fits the content. */
export function fileName(original: string, extension: string): string {
  const readable = readableName(original)
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\.[^.]*$/, '')
    .replace(/^[. ]+|[. ]+$/g, '')
  const stem = [...readable].slice(0, longest - extension.length - 1).join('')
  return `${stem || 'dokument'}.${extension}`
}
