import type { AwsService, WireRequest, WireResponse } from '../aws/http.js'
import { parseQueryParams, xmlError, xmlResult } from '../aws/query.js'
import { snsActions } from './actions.js'
import { invalidAction, SnsError } from './errors.js'
import type { Topics } from './topics.js'

const namespace = 'http://sns.amazonaws.com/doc/2010-03-31/'

/** The wire endpoint of SNS in the query protocol, and the certificate of its messages. */
export const createSnsEndpoint =
  (topics: Topics): AwsService =>
  async (request, { account, region }, requestId) => {
    if (request.path.endsWith('.pem')) return serveCertificate(topics, request.path)
    const params = readParams(request)
    const name = params.get('Action') ?? ''
    try {
      const action = Object.hasOwn(snsActions, name) ? snsActions[name] : undefined
      if (!action) throw invalidAction(name)
      return xmlResult(name, namespace, requestId, action(params, { topics, account, region }))
    } catch (error) {
      if (error instanceof SnsError) return xmlError(error, namespace, requestId)
      throw error
    }
  }

/** Links in messages are GET requests. */
const readParams = ({ method, query, body }: WireRequest) =>
  method === 'GET' ? parseQueryParams(query) : parseQueryParams(query, body.toString())

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
