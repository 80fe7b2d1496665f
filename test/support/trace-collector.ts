import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A span in OTLP's JSON, with its attributes as plain values. */
export interface CollectedSpan {
  readonly name: string
  readonly kind: number
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly failed: boolean
  readonly attributes: Readonly<Record<string, unknown>>
}

interface Otlp {
  readonly resourceSpans: {
    readonly resource: { readonly attributes: Attribute[] }
    readonly scopeSpans: {
      readonly spans: (Omit<CollectedSpan, 'attributes' | 'failed'> & {
        readonly attributes: Attribute[]
        readonly status: { readonly code?: number }
      })[]
    }[]
  }[]
}
interface Attribute {
  readonly key: string
  readonly value: Readonly<Record<string, unknown>>
}

/** Receives traces like an OpenTelemetry collector, over HTTP in JSON. */
export async function startTraceCollector() {
  const spans: CollectedSpan[] = []
  const services = new Set<unknown>()
  const requests: string[] = []
  const waiters = new Set<() => void>()
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      requests.push(`${request.method} ${request.url}`)
      for (const { resource, scopeSpans } of (JSON.parse(body) as Otlp).resourceSpans) {
        services.add(attributeValues(resource.attributes)['service.name'])
        for (const span of scopeSpans.flatMap((each) => each.spans))
          spans.push({
            ...span,
            failed: span.status.code === 2,
            attributes: attributeValues(span.attributes),
          })
      }
      response.setHeader('content-type', 'application/json').end('{}')
      for (const notify of waiters) notify()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  /** Resolves with all spans as soon as `count` have arrived. */
  const waitForSpans = async (count: number): Promise<readonly CollectedSpan[]> => {
    while (spans.length < count) {
      await new Promise<void>((resolve) => {
        waiters.add(resolve)
      })
    }
    return spans
  }
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    waitForSpans,
    spans,
    services,
    requests,
  }
}

const attributeValues = (attributes: readonly Attribute[]): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))
