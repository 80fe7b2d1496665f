import { once } from 'node:events'
import { createServer } from 'node:http'
import { promisify } from 'node:util'
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  PublishCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns'
import SnsPayloadValidator from 'sns-payload-validator'
import SnsValidator from 'sns-validator'

const sns = new SNSClient()
const snsValidator = new SnsValidator()
const payloadValidator = new SnsPayloadValidator()

const validators = {
  'sns-validator': promisify(snsValidator.validate.bind(snsValidator)),
  'sns-payload-validator': (message) => payloadValidator.validate(message),
}

async function startHook() {
  const bodies = []
  const waiting = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    response.end()
    const message = JSON.parse(body)
    const waiter = waiting.shift()
    if (waiter) waiter(message)
    else bodies.push(message)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    next: () =>
      bodies.length > 0 ? bodies.shift() : new Promise((resolve) => waiting.push(resolve)),
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** Prints what each library says of a message and of a changed copy. */
async function check(message) {
  for (const [name, validate] of Object.entries(validators)) {
    const accepted = await validate({ ...message }).then(
      ({ Message }) => Message === message.Message,
      (error) => error.message,
    )
    const changed = await validate({ ...message, Message: 'changed' }).then(
      () => 'accepted',
      () => 'refused',
    )
    console.log(
      `${name}, ${message.Type}, version ${message.SignatureVersion}: ${accepted}, changed: ${changed}`,
    )
  }
}

const hook = await startHook()
for (const version of ['1', '2']) {
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: `news-${version}` }))
  await sns.send(
    new SetTopicAttributesCommand({
      TopicArn,
      AttributeName: 'SignatureVersion',
      AttributeValue: version,
    }),
  )
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: hook.url }))
  const confirmation = await hook.next()
  await check(confirmation)
  await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token: confirmation.Token }))
  await sns.send(new PublishCommand({ TopicArn, Message: 'Grüße', Subject: 'News' }))
  await check(await hook.next())
}
hook.close()
