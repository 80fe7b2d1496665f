import { control } from '../control.js'

/** The known destinations of a transport: recipients of mails, queues, topics. */
export async function listDestinations(transport: string): Promise<readonly string[]> {
  if (transport === 'SNS') return (await control.topics()).map(({ arn }) => arn)
  if (transport === 'SQS') {
    const [{ endpoint }, queues] = await Promise.all([
      control.info(),
      control.queues({ newest: 0 }),
    ])
    return queues.map(({ account, name }) => `${endpoint}/${account}/${name}`)
  }
  const recipients = (await control.mails()).flatMap(({ to }) => to)
  return [...new Set([...recipients, 'you@example.com'])].slice(0, 20)
}
