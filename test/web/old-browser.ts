import type { Page } from 'playwright-core'

/** Makes a page read scripts and style as a browser of 2018 does: the scripts not at all, and of the style what it knows. */
export async function asIn2018(page: Page): Promise<void> {
  await page.route('**/assets/*.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: 'what is this?' }),
  )
  await page.route('**/assets/*.css', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, body: asReadIn2018(await answer.text()) })
  })
}

const unknownSelectors = /:has\(|:where\(|:is\(|:focus-visible|::file-selector-button|:not\([^()]*,/
const unknownDeclarations = [
  /(?<=^|;)(?:inset|aspect-ratio|accent-color|text-wrap|(?:margin|padding)-(?:block|inline)[a-z-]*):[^;]*/g,
  /(?<=^|;)[a-z-]+:[^;]*\b(?:min|max|clamp)\([^;]*/g,
  /(?<=^|;)(?:overflow:clip|overflow-wrap:anywhere)(?=;|$)/g,
]

function asReadIn2018(css: string): string {
  return css
    .replaceAll('@supports not (inset:0)', '@media all')
    .replaceAll('@supports not (overflow-wrap: anywhere)', '@media all')
    .replaceAll('@supports selector(', '@supports not selector(')
    .replace(/(?<=^|[{}])([^{}@]+)\{([^{}]*)\}/g, (_, selectors: string, body: string) =>
      unknownSelectors.test(selectors) ? '' : `${selectors}{${known(body)}}`,
    )
}

/** Without what it does not know; boxes in a row have no gap, those of a grid have. */
function known(body: string): string {
  const kept = unknownDeclarations.reduce((text, unknown) => text.replace(unknown, ''), body)
  return /display:(?:inline-)?flex/.test(body)
    ? kept.replace(/(?<=^|;)(?:row-|column-)?gap:[^;]*/g, '')
    : kept
}
