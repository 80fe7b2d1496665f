import { isForbiddenHost } from '../egress/addresses.js'

/** Whether a host is Amazon's. `host` is written as in a URL's `hostname`. */
export function isAmazonHost(host: string): boolean {
  const name = host.toLowerCase().split('.').filter(Boolean).join('.')
  return (
    amazonDomains.some((domain) => name === domain || name.endsWith(`.${domain}`)) ||
    // Machines and containers in Amazon's cloud get their credentials at link-local addresses.
    isForbiddenHost(name)
  )
}

const amazonDomains = [
  ...['amazonaws.com', 'amazonaws.com.cn', 'amazonaws.eu', 'api.aws', 'on.aws', 'awsapps.com'],
  ...['amazonwebservices.com', 'amazonwebservices.com.cn', 'amazon.com', 'amazoncognito.com'],
  ...['mturk.com'],
]

/** Amazon's own origin of a service in a region, with the domain of Amazon's partition in China. */
export const amazonOrigin = (service: string, region: string): string =>
  `https://${service}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`

/**
 * Whether a URL is that of a queue at the real SQS. Many names below amazonaws.com belong to
 * customers, who must not receive the developer's credentials.
 */
export function isAmazonQueueUrl(queueUrl: string): boolean {
  if (!URL.canParse(queueUrl)) return false
  const { protocol, hostname, port } = new URL(queueUrl)
  return protocol === 'https:' && port === '' && sqsHostPattern.test(hostname)
}

const sqsHostPattern =
  /^(sqs(-fips)?\.[a-z0-9-]+|([a-z0-9-]+\.)?queue|vpce-[a-z0-9-]+\.sqs\.[a-z0-9-]+\.vpce)\.amazonaws\.com(\.cn)?$|^sqs\.[a-z0-9-]+\.api\.aws$/
