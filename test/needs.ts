/** What a test may need from the machine beyond Node.js: the variables that `npm test` sets. */
export type Provision =
  | 'TEMPORAL_BINARY'
  | 'TEMPORAL_CLUSTER'
  | 'TEMPORAL_TEST_SERVER'
  | 'CHROMIUM_PATH'
  | 'TEST_POSTGRES_URL'
  | 'SOFFICE_PATH'
  | 'QPDF_PATH'

/**
 * The path or URL of what this test or hook needs. Where the machine lacks it, the test is skipped, and `npm test` says
 * why at the end; with `CI` set it throws instead, because there nothing may be skipped in silence.
 */
export function need(test: Mocha.Context, name: Provision): string {
  const value = process.env[name]
  if (value) return value
  const why = reason(name)
  if (process.env.CI) throw new Error(`${name} is needed: ${why}`)
  return test.skip()
}

function reason(name: Provision): string {
  const lacking: Record<string, string> = JSON.parse(process.env.TEST_LACKING ?? '{}')
  return lacking[name] ?? `run this with: npm test -- <file>`
}
