/**
 * Calls the built-in SQS or SNS by the query protocol, unsigned. Returns a function that reads the
 * text of a tag of the response.
 *
 * @throws Error with the message of the service
 */
export async function callService(
  params: Readonly<Record<string, string>>,
): Promise<(tag: string) => string> {
  const response = await fetch('/', { method: 'POST', body: new URLSearchParams(params) })
  const answer = new DOMParser().parseFromString(await response.text(), 'application/xml')
  const readTag = (tag: string) => answer.getElementsByTagName(tag)[0]?.textContent ?? ''
  if (!response.ok)
    throw new Error(readTag('Message') || `The service responded with HTTP ${response.status}.`)
  return readTag
}

/** Creates a queue or a topic and returns it as the destination of a notification. */
export async function createDestination(transport: 'SQS' | 'SNS', name: string): Promise<string> {
  if (transport === 'SQS')
    return (await callService({ Action: 'CreateQueue', QueueName: name }))('QueueUrl')
  return (await callService({ Action: 'CreateTopic', Name: name }))('TopicArn')
}
