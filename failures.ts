import { ApplicationFailure, TemporalFailure } from '@temporalio/common'
import type { ActivityInterceptorsFactory } from '@temporalio/worker'
import { withoutStatement } from './log.js'

/**
 * What Temporal keeps, shows and logs of an activity that failed: why, and where in the code; never what an error quotes, for knex puts the
 * values of a statement into its message, and a mail server the address it refuses.
 */
export const impersonalFailures: ActivityInterceptorsFactory = () => ({
  inbound: {
    async execute(input, next) {
      try {
        return await next(input)
      } catch (error) {
        if (!(error instanceof Error) || error instanceof TemporalFailure) throw error
        const failure = ApplicationFailure.create({ message: impersonal(error.message), type: error.name })
        const places = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? []
        failure.stack = [`${error.name}: ${failure.message}`, ...places].join('\n')
        throw failure
      }
    },
  },
})

const impersonal = (message: string) =>
  withoutStatement(message)
    .replace(/[^\s<>"'(]+@[^\s<>"')]+/g, '(an address)')
    .replace(/\b756[.\s]?\d{4}[.\s]?\d{4}[.\s]?\d{2}\b/g, '(an AHV number)')
