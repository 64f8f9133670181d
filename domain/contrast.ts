/** The colours of an office beside the greys that are everybody's, in six digits such as `#0b5747`. */
export interface Accents {
  /** Links, buttons, what is chosen. */
  accent: string
  /** The same under the pointer. */
  accentStrong: string
  /** Ground of what is chosen or marked. */
  accentSoft: string
  /** Edge of such a ground. */
  accentLine: string
  /** The bar over the pages of the office itself. */
  brandDeep: string
}

export interface Palette {
  light: Accents
  dark: Accents
  /** Quiet text on `brandDeep`, in both modes. */
  onBrandSoft: string
}

export interface Faint {
  /** Where the colour stands in the palette, such as `dark.accent`. */
  colour: string
  value: string
  /** What it is read on, or what is read on it. */
  against: string
  ratio: number
  needed: number
}

/** Grounds and inks that no office changes (styles/colours.scss). */
export const fixed = {
  light: { paper: '#f6f3ed', surface: '#ffffff', sunken: '#f1ede5', ink: '#1e1b16', inkInverse: '#ffffff' },
  dark: { paper: '#171512', surface: '#211e1a', sunken: '#2a2621', ink: '#f4f0e9', inkInverse: '#0c1f1a' },
  onBrand: '#ffffff',
  spark: '#f2b53c',
}

/** Pairs of a palette that could not be read: text below 4.5 to 1, edges of what can be pressed below 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11). */
export function faintPairs(palette: Palette): Faint[] {
  const found: Faint[] = []
  const look = (colour: string, value: string, against: string, needed = 4.5) => {
    const ratio = contrast(value, against)
    if (ratio < needed) found.push({ colour, value, against, ratio, needed })
  }
  for (const mode of ['light', 'dark'] as const) {
    const { accent, accentStrong, accentSoft, brandDeep } = palette[mode]
    const { paper, surface, sunken, ink, inkInverse } = fixed[mode]
    for (const ground of [paper, surface, sunken, accentSoft, inkInverse]) {
      look(`${mode}.accent`, accent, ground)
      look(`${mode}.accentStrong`, accentStrong, ground)
    }
    look(`${mode}.accentSoft`, accentSoft, ink)
    look(`${mode}.brandDeep`, brandDeep, fixed.onBrand)
    look(`${mode}.brandDeep`, brandDeep, fixed.spark, 3)
    look('onBrandSoft', palette.onBrandSoft, brandDeep)
  }
  return found
}

/** How far two colours are apart, from 1 to 21 (WCAG 2.2, contrast ratio). */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(colour.slice(at, at + 2), 16) / 255),
  )
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
}

const linear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
