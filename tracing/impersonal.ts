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
export class ImpersonalExporter implements SpanExporter {
  constructor(private readonly next: SpanExporter) {}

  export(spans: ReadableSpan[], done: Parameters<SpanExporter['export']>[1]): void {
    this.next.export(spans.map(impersonal), done)
  }

  shutdown(): Promise<void> {
    return this.next.shutdown()
  }

  async forceFlush(): Promise<void> {
    await this.next.forceFlush?.()
  }
}

function impersonal(span: ReadableSpan): ReadableSpan {
  const attributes: Attributes = Object.fromEntries(
    Object.entries(span.attributes).filter(([name]) => told.has(name)),
  )
  const status: SpanStatus = { code: span.status.code }
  const only = { attributes, status, events: [], links: [] }
  const replaced = Object.entries(only).map(([name, value]) => [name, { value }])
  return Object.create(span, Object.fromEntries(replaced))
}
