import { generateSync } from 'otplib'
import { accounts, demoSecret } from '../demo/accounts.js'

// npm run demo:code [-- e-mail]: the code that the authenticator app of a demo account would show now. All have the same.

const [email] = process.argv.slice(2)
if (email && !accounts.some((account) => account.email === email)) {
  console.error(
    `${email} is no demo account. There are:\n${accounts.map((it) => `  ${it.email}`).join('\n')}`,
  )
  process.exit(1)
}
const seconds = Math.floor(Date.now() / 1000)
const left = 30 - (seconds % 30)
console.log(
  `${generateSync({ secret: demoSecret, epoch: seconds })}  for another ${left} s; each account can use it once`,
)
process.exit(0)
