import { callSqs } from '../calls.js'

/** Receives and deletes messages until `isStopped()`. */
export async function consumeQueue(endpoint, QueueUrl, isStopped, onDocument) {
  while (!isStopped()) {
    const { Messages = [] } = await callSqs(endpoint, 'ReceiveMessage', {
      QueueUrl,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 1,
    }).catch(() => ({}))
    for (const { Body } of Messages) {
      const { EventDocId, Message } = JSON.parse(Body)
      // A topic wraps the payload in an envelope.
      onDocument(EventDocId ?? JSON.parse(Message).EventDocId)
    }
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: `${index}`, ReceiptHandle }))
    if (Entries.length > 0)
      await callSqs(endpoint, 'DeleteMessageBatch', { QueueUrl, Entries }).catch(() => {})
  }
}

/** Returns a function that reads the mails that arrived since its last call. */
export function createMailReader(endpoint, onDocument) {
  let last
  return async () => {
    const { mails } = await (await fetch(`${endpoint}/_mturk/mailbox?limit=1000`)).json()
    const known = mails.findIndex(({ id }) => id === last)
    await Promise.all(
      (known < 0 ? mails : mails.slice(0, known)).map(async ({ id }) => {
        const answer = await fetch(`${endpoint}/_mturk/mailbox/${id}/source`)
        if (!answer.ok) throw new Error('Mails arrive faster than they can be read: lower --rate.')
        onDocument(/^Message-ID: <([0-9a-f]+)@/im.exec(await answer.text())[1])
      }),
    )
    last = mails[0]?.id
  }
}

/** Reports each delivery after each of its attempts; throws when the stream breaks off. */
export async function watchDeliveries(endpoint, onDelivery, isStopped) {
  const { body } = await fetch(`${endpoint}/_mturk/stream`)
  let rest = ''
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const parts = `${rest}${chunk}`.split('\n\n')
    rest = parts.pop()
    for (const part of parts)
      if (part.startsWith('event: delivery\n'))
        onDelivery(JSON.parse(part.slice(part.indexOf('data: ') + 6)).delivery)
    if (isStopped()) return
  }
  if (!isStopped()) throw new Error('The event stream broke off.')
}
