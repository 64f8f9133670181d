const longest = 100

/**
 * A file name as we keep it: without path, control and direction characters, at most 100 characters, with the
 * ending that fits the content.
 */
export function fileName(original: string, extension: string): string {
  const last = original.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const readable = last
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/\.[^.]*$/, '')
    .replace(/^[. ]+|[. ]+$/g, '')
  const stem = [...readable].slice(0, longest - extension.length - 1).join('')
  return `${stem || 'dokument'}.${extension}`
}
