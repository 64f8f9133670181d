import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isQRIBAN } from 'ibantools'
import { z } from 'zod'
import { faintPairs } from '../domain/contrast.js'
import { cantons } from '../domain/kinds.js'
import { type Logo, readLogo } from './logo.js'

const colour = z.string().regex(/^#[0-9a-f]{6}$/, 'must be a colour such as #0b5747, in small letters')
const text = z.string().trim().min(1, 'must not be empty')
const accents = z.strictObject({
  accent: colour,
  accentStrong: colour,
  accentSoft: colour,
  accentLine: colour,
  brandDeep: colour,
})
/** Per cent with at most three places, as parts of a hundred thousand. */
const perCent = (most: number) =>
  z
    .number()
    .min(0)
    .max(most, `must be per cent, at most ${most}`)
    .transform((it) => Math.round(it * 1000))

const said = z.strictObject({
  name: text.max(60, 'must fit into the head of a page: at most 60 characters'),
  number: text,
  street: text,
  city: z.string().regex(/^\d{4} \S/, 'must begin with the postcode, such as 9001 St. Gallen'),
  canton: z.enum(cantons, 'must be the canton where the office is, such as SG'),
  phone: text,
  email: z.email('must be an e-mail address'),
  mailFrom: z.email('must be an e-mail address'),
  qrIban: z
    .string()
    .transform((iban) => iban.replace(/\s/g, ''))
    .refine(isQRIBAN, 'must be a QR-IBAN'),
  colours: z.strictObject({ light: accents, dark: accents, onBrandSoft: colour }),
  rates: z
    .array(
      z.strictObject({
        from: z.number().int().min(2016, 'must be a year from 2016 on'),
        familyFund: z
          .partialRecord(z.enum(cantons), perCent(10))
          .refine((it) => Object.keys(it).length > 0, 'needs at least one canton'),
        // at most five per cent of the contributions (AHVV 157)
        administration: perCent(5),
      }),
    )
    .min(1, 'needs at least one year')
    .refine(
      (rows) => rows.every((row, n) => row.from > (rows[n - 1]?.from ?? 0)),
      'must go up by their years',
    )
    .refine((rows) => rows[0]?.from === 2016, 'must begin with 2016, the first year that is settled'),
})

/** The office whose portal this is: all that a second office would have otherwise. */
export type Office = ReturnType<typeof readOffice>

/**
 * Reads the folder of an office: `office.json`, `logo.svg`, `motif.svg`, `icon-192.png` and `icon-512.png`. Throws one readable list
 * of everything that is wrong with it, colours that could not be read among it.
 */
export function readOffice(folder: string) {
  const wrong: string[] = []
  const about = attempt(() => readAbout(folder), wrong)
  const svg = attempt(() => readText(folder, 'logo.svg'), wrong)
  const logo = svg && attempt(() => readLogo(svg), wrong, 'logo.svg: ')
  const motif = attempt(() => readMotif(folder), wrong)
  const icons = [192, 512].map((size) => attempt(() => readIcon(folder, size), wrong))
  if (!about || !logo || !motif || wrong.length > 0)
    throw new Error(
      [`The folder of the office, ${folder}, cannot be used:`, ...wrong.map((it) => `  ${it}`)].join('\n'),
    )
  const { rates, qrIban, ...others } = about
  return {
    ...others,
    iban: qrIban,
    rates: rates.map(({ from, familyFund: fak, administration }) => ({ from, fak, administration })),
    ...{ logo: logo as Logo, motif },
    icons: { 192: icons[0] as Buffer, 512: icons[1] as Buffer },
  }
}

function readAbout(folder: string) {
  const file = readText(folder, 'office.json')
  const parsed = said.safeParse(attemptJson(file))
  if (!parsed.success)
    throw new Error(
      parsed.error.issues.map((it) => `office.json: ${it.path.join('.')}: ${it.message}`).join('\n  '),
    )
  const faint = faintPairs(parsed.data.colours)
  if (faint.length > 0)
    throw new Error(
      faint
        .map(
          (it) =>
            `office.json: colours.${it.colour}: ${it.value} and ${it.against} are ${it.ratio.toFixed(1)} to 1 apart and need ${it.needed}: choose a darker or lighter one`,
        )
        .join('\n  '),
    )
  return parsed.data
}

function attemptJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`office.json is not JSON: ${(error as Error).message}`)
  }
}

function readMotif(folder: string): Buffer {
  const svg = readText(folder, 'motif.svg')
  if (!/<svg[^>]*viewBox="0 0 720 960"/.test(svg))
    throw new Error('motif.svg: must be an SVG with viewBox="0 0 720 960"')
  return Buffer.from(svg)
}

/** A PNG says its width and height at the bytes 16 and 20. */
function readIcon(folder: string, size: number): Buffer {
  const name = `icon-${size}.png`
  const file = readFile(folder, name)
  const isPng = file.subarray(1, 4).toString('latin1') === 'PNG' && file.length > 24
  if (!isPng || file.readUInt32BE(16) !== size || file.readUInt32BE(20) !== size)
    throw new Error(`${name}: must be a PNG of ${size} × ${size} pixels`)
  return file
}

const readText = (folder: string, name: string) => readFile(folder, name).toString('utf8')

function readFile(folder: string, name: string): Buffer {
  try {
    return readFileSync(join(folder, name))
  } catch {
    throw new Error(`${name} is missing or cannot be read`)
  }
}

function attempt<T>(read: () => T, wrong: string[], before = ''): T | null {
  try {
    return read()
  } catch (error) {
    wrong.push(before + (error as Error).message)
    return null
  }
}
