import { control } from '../control.js'

/** The known destinations of a transport: recipients of mails, queues, topics. */
export async function listDestinations(transport: string): Promise<readonly string[]> {
  if (transport === 'SNS')
    return (await control.request('GET /_mturk/topics')).map(({ arn }) => arn)
  if (transport === 'SQS') {
    const [{ endpoint }, queues] = await Promise.all([
      control.request('GET /_mturk/info'),
      control.request('GET /_mturk/queues', { newest: 0 }),
    ])
    return queues.map(({ account, name }) => `${endpoint}/${account}/${name}`)
  }
  const recipients = (await control.request('GET /_mturk/mailbox')).flatMap(({ to }) => to)
  return [...new Set([...recipients, 'you@example.com'])].slice(0, 20)
}
