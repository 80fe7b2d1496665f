import { sqs } from '../calls.js'

/** Empties a queue as a consumer does, until it is told to end. */
export async function consume(endpoint, QueueUrl, isOver, arrived) {
  while (!isOver()) {
    const { Messages = [] } = await sqs(endpoint, 'ReceiveMessage', {
      QueueUrl,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 1,
    }).catch(() => ({}))
    for (const { Body } of Messages) {
      const { EventDocId, Message } = JSON.parse(Body)
      // Through a topic it comes in an envelope.
      arrived(EventDocId ?? JSON.parse(Message).EventDocId)
    }
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: `${index}`, ReceiptHandle }))
    if (Entries.length > 0)
      await sqs(endpoint, 'DeleteMessageBatch', { QueueUrl, Entries }).catch(() => {})
  }
}

/** Looks into the mailbox and reads what has come since. */
export function mailReader(endpoint, arrived) {
  let last
  return async () => {
    const mails = await (await fetch(`${endpoint}/_mturk/mailbox`)).json()
    const known = mails.findIndex(({ id }) => id === last)
    await Promise.all(
      (known < 0 ? mails : mails.slice(0, known)).map(async ({ id }) => {
        const answer = await fetch(`${endpoint}/_mturk/mailbox/${id}/source`)
        if (!answer.ok)
          throw new Error('Mails come faster than they can be read: give less --rate.')
        arrived(/^Message-ID: <([0-9a-f]+)@/im.exec(await answer.text())[1])
      }),
    )
    last = mails[0]?.id
  }
}

/** Hears of each delivery after each of its tries; throws when the stream breaks off. */
export async function listen(endpoint, heard, isOver) {
  const { body } = await fetch(`${endpoint}/_mturk/stream`)
  let rest = ''
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const parts = `${rest}${chunk}`.split('\n\n')
    rest = parts.pop()
    for (const part of parts)
      if (part.startsWith('event: delivery\n'))
        heard(JSON.parse(part.slice(part.indexOf('data: ') + 6)).delivery)
    if (isOver()) return
  }
  if (!isOver()) throw new Error('The stream of what happens broke off.')
}
