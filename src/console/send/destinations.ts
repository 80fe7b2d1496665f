import type { Info, Json } from '../../control/contract.js'
import { control } from '../control.js'

/** The destinations there are for a transport: where mails went, the queues, the topics. */
export async function destinationsFor(transport: string): Promise<readonly string[]> {
  if (transport === 'SNS') return (await control.topics()).map(({ arn }) => arn)
  if (transport === 'SQS') {
    const [{ endpoint }, queues] = await Promise.all([control.info(), control.queues(0)])
    return queues.map(({ account, name }) => `${endpoint}/${account}/${name}`)
  }
  const known = (await control.mails()).flatMap(({ to }) => to)
  return [...new Set([...known, 'you@example.com'])].slice(0, 20)
}

/** Makes a queue or a topic and gives what a notification takes as its destination. */
export async function makeDestination(transport: 'SQS' | 'SNS', name: string): Promise<string> {
  const { endpoint } = (await control.info()) as Json<Info>
  const form: Record<string, string> =
    transport === 'SQS'
      ? { Action: 'CreateQueue', QueueName: name }
      : { Action: 'CreateTopic', Name: name }
  const response = await fetch('/', { method: 'POST', body: new URLSearchParams(form) })
  const answer = new DOMParser().parseFromString(await response.text(), 'application/xml')
  const told = (tag: string) => answer.getElementsByTagName(tag)[0]?.textContent ?? ''
  if (!response.ok) throw new Error(told('Message') || `${endpoint} answered ${response.status}.`)
  return told(transport === 'SQS' ? 'QueueUrl' : 'TopicArn')
}
