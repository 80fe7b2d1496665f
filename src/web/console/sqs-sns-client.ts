/**
 * Asks the built-in queues and topics, by the query protocol; what they answer unsigned calls.
 *
 * @throws Error in the service's own words
 */
export async function callService(
  params: Readonly<Record<string, string>>,
): Promise<(tag: string) => string> {
  const response = await fetch('/', { method: 'POST', body: new URLSearchParams(params) })
  const answer = new DOMParser().parseFromString(await response.text(), 'application/xml')
  const readTag = (tag: string) => answer.getElementsByTagName(tag)[0]?.textContent ?? ''
  if (!response.ok) throw new Error(readTag('Message') || `It answered ${response.status}.`)
  return readTag
}

/** Makes a queue or a topic and gives what a notification takes as its destination. */
export async function createDestination(transport: 'SQS' | 'SNS', name: string): Promise<string> {
  if (transport === 'SQS')
    return (await callService({ Action: 'CreateQueue', QueueName: name }))('QueueUrl')
  return (await callService({ Action: 'CreateTopic', Name: name }))('TopicArn')
}
