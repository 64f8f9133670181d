const heartbeatMs = 15_000

/** Prints one line for the person at the terminal. */
export function say(text) {
  process.stdout.write(`${text}\n`)
}

/**
 * An error whose message is one clear sentence for the person at the terminal, with what to do about it.
 * Anything else that is thrown is a defect of ours and shows its stack.
 */
export function trouble(sentence, advice = '') {
  return Object.assign(new Error(sentence), { trouble: true, advice })
}

/** Prints what went wrong: sentence and advice for a trouble, the whole stack for a defect. */
export function complain(error) {
  if (!error?.trouble) return process.stderr.write(`\n${error?.stack ?? error}\n`)
  process.stderr.write(
    `\n✗ ${error.message}\n${error.advice ? `  ${error.advice.replaceAll('\n', '\n  ')}\n` : ''}`,
  )
}

/**
 * Does one piece of work under a title: shows that it has begun when it is not done at once, that it is still alive
 * every 15 seconds, and in the end how many seconds it took.
 */
export async function step(title, work) {
  const began = Date.now()
  const seconds = () => `${((Date.now() - began) / 1000).toFixed(1)} s`
  const announce = setTimeout(() => say(`… ${title}`), 500)
  const heartbeat = setInterval(() => say(`… ${title}: still at it after ${seconds()}`), heartbeatMs)
  try {
    const result = await work()
    say(`✓ ${title} (${seconds()})`)
    return result
  } finally {
    clearTimeout(announce)
    clearInterval(heartbeat)
  }
}
