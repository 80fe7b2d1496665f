import { request as httpRequest } from 'node:http'
import type { GuardedAgents } from '../egress/guarded-agents.js'
import { explainCertificateError } from '../tls/verify-server.js'
import { FunctionError, type FunctionErrorPayload, InvocationRefusedError } from './errors.js'
import { parseFunctionArn } from './function-arn.js'
import type { Invocation, InvocationType, Invoke } from './invoke.js'

interface InvokeResponse {
  readonly status: number
  readonly functionError: string | undefined
  readonly body: string
}

/** The largest response of a function in Lambda, in bytes, with some room for its encoding. */
const maxResponseBytes = 8 * 1024 * 1024

/** Invokes functions by Lambda’s Invoke API at an endpoint. */
export function createEndpointInvoker(
  endpoint: string,
  agents: GuardedAgents,
  timeoutMs: number,
): Invoke {
  const post = (invocation: Invocation, type: InvocationType) =>
    sendRequest(endpoint, agents, timeoutMs, invocation, type)

  return async (invocation) => {
    const response = await post(invocation, invocation.type)
    // Older versions of SAM know only calls that wait.
    if (response.status === 501 && invocation.type === 'Event')
      return readResult(await post(invocation, 'RequestResponse'), endpoint)
    return readResult(response, endpoint)
  }
}

function readResult({ status, functionError, body }: InvokeResponse, endpoint: string): unknown {
  const result = parseJson(body)
  // The Runtime Interface Emulator has no header of errors, and status 502 when the function exits.
  if (functionError !== undefined || isFunctionError(result))
    throw new FunctionError(toErrorPayload(result, functionError ?? 'Unhandled', body))
  if (status >= 200 && status < 300) {
    if (result !== undefined || body === '') return result
    // Nor has it a status for functions that take too long.
    throw new FunctionError({ errorType: 'Unhandled', errorMessage: shorten(body) })
  }
  const reason = `${new URL(endpoint).host} answered ${status}${body && `: ${shorten(body)}`}`
  throw status >= 500 || status === 429 ? new Error(reason) : new InvocationRefusedError(reason)
}

const shorten = (text: string): string => text.slice(0, 300)

const isFunctionError = (result: unknown): result is FunctionErrorPayload => {
  const { errorType, errorMessage } = (result ?? {}) as Partial<FunctionErrorPayload>
  return typeof errorType === 'string' && typeof errorMessage === 'string'
}

const toErrorPayload = (result: unknown, errorType: string, body: string): FunctionErrorPayload =>
  isFunctionError(result)
    ? result
    : {
        errorType,
        errorMessage: (result as Partial<FunctionErrorPayload>)?.errorMessage ?? shorten(body),
      }

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function sendRequest(
  endpoint: string,
  agents: GuardedAgents,
  timeoutMs: number,
  { functionArn, requestId, payload }: Invocation,
  type: InvocationType,
): Promise<InvokeResponse> {
  const { name } = parseFunctionArn(functionArn)!
  const base = endpoint.replace(/\/$/, '')
  const url = new URL(`${base}/2015-03-31/functions/${name}/invocations`)
  const isHttps = url.protocol === 'https:'
  const send = isHttps ? process.getBuiltinModule('node:https').request : httpRequest
  return new Promise((resolve, reject) => {
    const failed = (error: unknown) =>
      reject(
        (error as Error).name === 'TimeoutError'
          ? new Error(`${url.host} did not answer within ${timeoutMs} ms.`)
          : explainCertificateError(error, url.host),
      )
    const request = send(
      url,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(payload),
          'x-amz-invocation-type': type,
          'x-amzn-requestid': requestId,
        },
        signal: AbortSignal.timeout(timeoutMs),
        agent: isHttps ? agents.httpsAgent : agents.httpAgent,
      },
      (response) => {
        const chunks: Buffer[] = []
        let length = 0
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk)
          length += chunk.length
          if (length > maxResponseBytes)
            response.destroy(new Error(`${url.host} answered more than ${maxResponseBytes} bytes.`))
        })
        response.on('error', failed)
        response.on('end', () => {
          const functionError = response.headers['x-amz-function-error']
          resolve({
            status: response.statusCode ?? 0,
            functionError: functionError === undefined ? undefined : String(functionError),
            body: Buffer.concat(chunks).toString(),
          })
        })
      },
    )
    request.on('error', failed)
    request.end(payload)
  })
}
