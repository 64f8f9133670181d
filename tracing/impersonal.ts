import type { Attributes, SpanStatus } from '@opentelemetry/api'
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base'

/** The only attributes that leave: ids, routes without ids, numbers. */
const told = new Set([
  'http.request.method',
  'http.route',
  'http.response.status_code',
  'portal.request_id',
  'temporalWorkflowId',
  'temporalActivityId',
  'run_id',
])

/**
 * Lets pass of a span what names nobody: its name, its times, whether it failed, and the attributes above. Messages of errors, which
 * Temporal's interceptors add as events, may quote what was typed; they are in no trace.
 */
export const impersonally = (next: SpanExporter): SpanExporter => ({
  export: (spans, done) => next.export(spans.map(impersonal), done),
  shutdown: () => next.shutdown(),
  forceFlush: async () => next.forceFlush?.(),
})

function impersonal(span: ReadableSpan): ReadableSpan {
  const attributes: Attributes = Object.fromEntries(
    Object.entries(span.attributes).filter(([name]) => told.has(name)),
  )
  const status: SpanStatus = { code: span.status.code }
  const only = { attributes, status, events: [], links: [] }
  const replaced = Object.entries(only).map(([name, value]) => [name, { value }])
  return Object.create(span, Object.fromEntries(replaced))
}
