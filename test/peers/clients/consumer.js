import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { Consumer } from 'sqs-consumer'

const sqs = new SQSClient()

/** Consumes messages until `count` are processed; returns what `read` returned for each. */
async function consume(options, read, count) {
  const processed = []
  const consumer = Consumer.create({ sqs, waitTimeSeconds: 2, ...options })
  await new Promise((resolve, reject) => {
    consumer.on('message_processed', (message) => {
      processed.push(read(message))
      if (processed.length === count) consumer.stop()
    })
    consumer.on('error', reject)
    consumer.on('processing_error', reject)
    consumer.on('stopped', resolve)
    consumer.start()
  })
  return processed
}

const handleMessage = async (message) => message

async function countMessages(QueueUrl) {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
      ],
    }),
  )
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0)
}

async function createQueue(QueueName, Attributes) {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))
  return QueueUrl
}

const report = (title, value) => console.log(`${title}: ${JSON.stringify(value)}`)

const standard = await createQueue('work')
for (const MessageBody of ['one', 'two', 'three'])
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: standard,
      MessageBody,
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'number' } },
    }),
  )
const single = await consume(
  { queueUrl: standard, messageAttributeNames: ['All'], handleMessage },
  ({ Body, MessageAttributes }) => `${Body} ${MessageAttributes.kind.StringValue}`,
  3,
)
report('one at a time', single.sort())
report('left', await countMessages(standard))

for (const MessageBody of ['four', 'five', 'six'])
  await sqs.send(new SendMessageCommand({ QueueUrl: standard, MessageBody }))
const batches = await consume(
  { queueUrl: standard, batchSize: 10, handleMessageBatch: async (messages) => messages },
  ({ Body }) => Body,
  3,
)
report('in batches', batches.sort())
report('left', await countMessages(standard))

const fifo = await createQueue('line.fifo', {
  FifoQueue: 'true',
  ContentBasedDeduplication: 'true',
})
for (const MessageBody of ['1', '2', '3', '4'])
  await sqs.send(new SendMessageCommand({ QueueUrl: fifo, MessageBody, MessageGroupId: 'numbers' }))
const ordered = await consume(
  { queueUrl: fifo, attributeNames: ['All'], suppressFifoWarning: true, handleMessage },
  ({ Body, Attributes }) => `${Attributes.MessageGroupId} ${Body}`,
  4,
)
report('in order', ordered)
report('left', await countMessages(fifo))

await sqs.send(new SendMessageCommand({ QueueUrl: standard, MessageBody: 'again' }))
let failures = 1
const attempts = []
const retried = new Promise((resolve) => {
  const consumer = Consumer.create({
    sqs,
    queueUrl: standard,
    waitTimeSeconds: 2,
    visibilityTimeout: 30,
    heartbeatInterval: 10,
    terminateVisibilityTimeout: true,
    attributeNames: ['ApproximateReceiveCount'],
    handleMessage: async (message) => {
      attempts.push(Number(message.Attributes.ApproximateReceiveCount))
      if (failures-- > 0) throw new Error('The first attempt fails.')
      return message
    },
  })
  consumer.on('processing_error', ({ message }) => report('failed', message))
  consumer.on('message_processed', () => consumer.stop())
  consumer.on('stopped', resolve)
  consumer.start()
})
await retried
report('attempts', attempts)
report('left', await countMessages(standard))
