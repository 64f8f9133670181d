import { condition, defineSignal, setHandler } from '@temporalio/workflow'

export const goOn = defineSignal('goOn')

/** Begins, waits until it is told to go on, and ends: what is left of a case without anything that is done for it. */
export async function emptyCase(): Promise<void> {
  let mayGoOn = false
  setHandler(goOn, () => {
    mayGoOn = true
  })
  await condition(() => mayGoOn)
}
