import { readForm, xmlAnswer, xmlError } from '../aws/aws-query.js'
import type { WireRequest, WireResponse, WireService } from '../aws/wire.js'
import { actions } from './actions.js'
import { invalidAction, TopicFault } from './fault.js'
import type { Topics } from './topics.js'

const namespace = 'http://sns.amazonaws.com/doc/2010-03-31/'

/** SNS over the wire, in its query protocol; and the certificate its messages are verified with. */
export const topicsEndpoint =
  (topics: Topics): WireService =>
  async (request, { account, region }, requestId) => {
    if (request.path.endsWith('.pem')) return certificate(topics, request.path)
    const form = formOf(request)
    const name = form.get('Action') ?? ''
    try {
      const action = Object.hasOwn(actions, name) ? actions[name] : undefined
      if (!action) throw invalidAction(name)
      return xmlAnswer(name, namespace, requestId, action(form, { topics, account, region }))
    } catch (error) {
      if (error instanceof TopicFault) return xmlError(error, namespace, requestId)
      throw error
    }
  }

/** A link in a message is followed by GET. */
const formOf = ({ method, query, body }: WireRequest) =>
  method === 'GET' ? readForm(query) : readForm(query, body.toString())

async function certificate(topics: Topics, path: string): Promise<WireResponse> {
  const signer = await topics.signer()
  return signer.path === path
    ? {
        status: 200,
        headers: { 'content-type': 'application/x-pem-file' },
        body: signer.certificate,
      }
    : { status: 404, headers: { 'content-type': 'text/plain' }, body: 'No such certificate.\n' }
}
