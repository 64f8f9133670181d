const accounts = [
  ['hr@muster-bau.example', 'Muster Bau AG, personnel'],
  ['admin@muster-bau.example', 'Muster Bau AG, administrator'],
  ['treuhand@fidu.example', 'a fiduciary for three employers'],
  ['desk@kasse.example', 'the office, caseworker'],
  ['desk2@kasse.example', 'the office, caseworker'],
  ['leitung@kasse.example', 'the office, supervisor'],
  ['it@kasse.example', 'the office, system administrator'],
]

/** The demo sign-ins as a table to print. */
export function demoSignIns() {
  const rows = accounts.map(([email, who]) => `  ${email.padEnd(26)}${who}`)
  return [
    'Sign in with one of these, password Muster-Portal-2026:',
    ...rows,
    'The 6-digit code stands on the page that asks for it (demo only), and so does: npm run demo:code',
  ].join('\n')
}
