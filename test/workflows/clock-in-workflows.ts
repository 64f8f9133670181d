import type { WorkflowInterceptors } from '@temporalio/workflow'
import { condition, defineQuery, defineSignal, setHandler, workflowInfo } from '@temporalio/workflow'

/** Tells a workflow how far its clock is ahead of the machine's, in milliseconds. */
export const setClock = defineSignal<[number]>('set-clock')
/** The moment of the next timer of a workflow, in milliseconds of its own clock; null when it waits for news only. */
export const nextTimer = defineQuery<number | null>('next-timer')

/**
 * Lets a test move the clock of a workflow on a real Temporal server. `Date` is ahead by what the test says, and a timer fires as soon as this clock has
 * reached its end. How far it is ahead at the start comes in the memo `ahead`.
 */
export function interceptors(): WorkflowInterceptors {
  let ahead = 0
  const ends = new Map<number, number>()
  moveDate(() => ahead)
  return {
    inbound: [
      {
        execute(input, next) {
          ahead = Number(workflowInfo().memo?.ahead ?? 0)
          setHandler(setClock, (told) => {
            ahead = told
          })
          setHandler(nextTimer, () => (ends.size ? Math.min(...ends.values()) : null))
          return next(input)
        },
      },
    ],
    outbound: [
      {
        async startTimer(input, next) {
          const end = Date.now() + input.durationMs
          ends.set(input.seq, end)
          try {
            await Promise.race([next(input), condition(() => Date.now() >= end)])
          } finally {
            ends.delete(input.seq)
          }
        },
        continueAsNew: (input, next) =>
          next({ ...input, options: { ...input.options, memo: { ...input.options.memo, ahead } } }),
      },
    ],
  }
}

function moveDate(ahead: () => number) {
  const Machine = Date
  const now = () => Machine.now() + ahead()
  globalThis.Date = new Proxy(Machine, {
    construct: (target, args) => Reflect.construct(target, args.length ? args : [now()]),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  })
}
