import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { setGlobalErrorHandler, W3CTraceContextPropagator } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { Resource } from '@opentelemetry/resources'
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { OpenTelemetryWorkflowClientInterceptor } from '@temporalio/interceptors-opentelemetry/lib/client/index.js'
import {
  makeWorkflowExporter,
  OpenTelemetryActivityInboundInterceptor,
} from '@temporalio/interceptors-opentelemetry/lib/worker/index.js'
import type { Logger } from 'pino'
import type { Config } from '../config.js'
import { tracePromises } from '../db/outbox.js'
import { impersonally } from './impersonal.js'
import type { Tracing } from './index.js'

/** Loads OpenTelemetry and sends spans to the collector, in the background: nobody ever waits for it. */
export function openTracing({ url }: NonNullable<Config['tracing']>, part: string, log: Logger): Tracing {
  setGlobalErrorHandler((error) => log.warn({ reason: reasonOf(error) }, 'traces were not sent'))
  const resource = new Resource({ 'service.name': `ausgleich-${part}` })
  const sending = new OTLPTraceExporter({ url: `${url}/v1/traces`, timeoutMillis: 5000 })
  const spans = new BatchSpanProcessor(impersonally(sending))
  const provider = new BasicTracerProvider({ resource, spanProcessors: [spans] })
  provider.register({
    contextManager: new AsyncLocalStorageContextManager().enable(),
    propagator: new W3CTraceContextPropagator(),
  })
  tracePromises(traceparent)
  const tracer = provider.getTracer('portal')
  return {
    request({ method, requestId }) {
      // What a browser or a proxy says about traces is not taken: it would choose what is recorded.
      const attributes = { 'http.request.method': method, 'portal.request_id': requestId }
      const span = tracer.startSpan(method, { kind: SpanKind.SERVER, root: true, attributes })
      return {
        within: (work) => context.with(trace.setSpan(ROOT_CONTEXT, span), work),
        end({ route, status }) {
          span.updateName(`${method} ${route}`)
          span.setAttributes({ 'http.route': route, 'http.response.status_code': status })
          if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
          span.end()
        },
      }
    },
    carrying({ workflow, workflowId, traceparent }, keep) {
      const origin = propagation.extract(ROOT_CONTEXT, traceparent ? { traceparent } : {})
      const attributes = { temporalWorkflowId: workflowId }
      const about = { kind: SpanKind.PRODUCER, attributes }
      return tracer.startActiveSpan(`courier ${workflow}`, about, origin, (span) =>
        keep()
          .catch((error) => {
            span.setStatus({ code: SpanStatusCode.ERROR })
            throw error
          })
          .finally(() => span.end()),
      )
    },
    ofClient: [new OpenTelemetryWorkflowClientInterceptor({ tracer })],
    ofActivities: [(about) => ({ inbound: new OpenTelemetryActivityInboundInterceptor(about, { tracer }) })],
    sinks: { exporter: makeWorkflowExporter(spans, resource) },
    stop: () =>
      provider.shutdown().catch((error) => log.warn({ reason: reasonOf(error) }, 'traces were not sent')),
  }
}

/** In which trace, and by which span, something is done now; null outside of any. */
function traceparent(): string | null {
  const carrier: { traceparent?: string } = {}
  propagation.inject(context.active(), carrier)
  return carrier.traceparent ?? null
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
