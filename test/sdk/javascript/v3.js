import { createRequire } from 'node:module'
import mturk from '@aws-sdk/client-mturk'
import sns from '@aws-sdk/client-sns'
import sqs from '@aws-sdk/client-sqs'
import { runStory } from './story.js'

/** Returns a function that calls an operation of a service. */
const calls = (service, client) => (operation, input) =>
  client.send(new service[`${operation}Command`](input))

const requester = new mturk.MTurkClient({})
const { version } = createRequire(import.meta.url)('@aws-sdk/client-mturk/package.json')

await runStory({
  name: `@aws-sdk/client-mturk ${version}`,
  mturk: calls(mturk, requester),
  sqs: calls(sqs, new sqs.SQSClient({})),
  sns: calls(sns, new sns.SNSClient({})),

  async listAll(operation, { MaxResults, ...input }, key) {
    const settings = { client: requester, pageSize: MaxResults }
    const items = []
    for await (const page of mturk[`paginate${operation}`](settings, input))
      items.push(...page[key])
    return items
  },

  describeError: (error) => ({
    type:
      ['RequestError', 'ServiceFault'].find((name) => error instanceof mturk[name]) ??
      (error instanceof mturk.MTurkServiceException ? error.name : error.constructor.name),
    code: error.TurkErrorCode,
    message: error.message,
  }),

  toDate: (value) => value,
})
