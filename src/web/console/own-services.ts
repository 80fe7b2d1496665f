/**
 * Asks the built-in queues and topics, by the query protocol; what they answer unsigned calls.
 *
 * @throws Error in the service's own words
 */
export async function askService(
  form: Readonly<Record<string, string>>,
): Promise<(tag: string) => string> {
  const response = await fetch('/', { method: 'POST', body: new URLSearchParams(form) })
  const answer = new DOMParser().parseFromString(await response.text(), 'application/xml')
  const told = (tag: string) => answer.getElementsByTagName(tag)[0]?.textContent ?? ''
  if (!response.ok) throw new Error(told('Message') || `It answered ${response.status}.`)
  return told
}

/** Makes a queue or a topic and gives what a notification takes as its destination. */
export async function makeDestination(transport: 'SQS' | 'SNS', name: string): Promise<string> {
  if (transport === 'SQS')
    return (await askService({ Action: 'CreateQueue', QueueName: name }))('QueueUrl')
  return (await askService({ Action: 'CreateTopic', Name: name }))('TopicArn')
}
