import type { AwsService, WireResponse } from '../aws/http.js'
import { xmlError, xmlResult } from '../aws/query.js'
import { readRequestOrigin } from '../aws/request-origin.js'
import { readTraceHeader } from '../aws/trace-header.js'
import { snsActions } from './actions.js'
import { isCertificatePath } from './certificate.js'
import { invalidAction, SnsError } from './errors.js'
import type { Topics } from './topics.js'

const namespace = 'http://sns.amazonaws.com/doc/2010-03-31/'

/** SNS over the wire, in its query protocol; and the certificate that verifies its messages. */
export const createSnsEndpoint =
  (topics: Topics): AwsService =>
  async ({ path, operation, params, account, region, requestId, headers }) => {
    if (isCertificatePath(path)) return serveCertificate(topics, path)
    try {
      const action = Object.hasOwn(snsActions, operation) ? snsActions[operation] : undefined
      if (!action) throw invalidAction(operation)
      const result = action(params, {
        topics,
        account,
        region,
        origin: readRequestOrigin(headers),
        traceHeader: readTraceHeader(headers),
      })
      return xmlResult(operation, namespace, requestId, result)
    } catch (error) {
      if (error instanceof SnsError) return xmlError(error, namespace, requestId)
      throw error
    }
  }

async function serveCertificate(topics: Topics, path: string): Promise<WireResponse> {
  const signer = await topics.signer()
  return signer.path === path
    ? {
        status: 200,
        headers: { 'content-type': 'application/x-pem-file' },
        body: signer.certificate,
      }
    : { status: 404, headers: { 'content-type': 'text/plain' }, body: 'No such certificate.\n' }
}
