/** Whether a host is Amazon's, however it is written. `host` is as a URL's `hostname` has it. */
export function isAmazonHost(host: string): boolean {
  const name = host.toLowerCase().split('.').filter(Boolean).join('.')
  return (
    amazonDomains.some((domain) => name === domain || name.endsWith(`.${domain}`)) ||
    metadataHosts.has(name)
  )
}

const amazonDomains = [
  ...['amazonaws.com', 'amazonaws.com.cn', 'amazonaws.eu', 'api.aws', 'on.aws'],
  ...['api.amazonwebservices.com.cn', 'aws.amazon.com', 'mturk.com'],
]

/** Where a machine or a container in Amazon's cloud is given its credentials. */
const metadataHosts = new Set([
  ...['169.254.169.254', '169.254.170.2', '169.254.170.23'],
  ...['[fd00:ec2::254]', '[fd00:ec2::23]', '[::ffff:a9fe:a9fe]'],
])

/**
 * Whether a URL is that of a queue at the real SQS. Much on amazonaws.com belongs to whoever rents
 * it, and must not be told who the developer is.
 */
export function isAmazonQueueUrl(queueUrl: string): boolean {
  if (!URL.canParse(queueUrl)) return false
  const { protocol, hostname, port } = new URL(queueUrl)
  return protocol === 'https:' && port === '' && sqsHostPattern.test(hostname)
}

const sqsHostPattern =
  /^(sqs(-fips)?\.[a-z0-9-]+|([a-z0-9-]+\.)?queue|vpce-[a-z0-9-]+\.sqs\.[a-z0-9-]+\.vpce)\.amazonaws\.com(\.cn)?$|^sqs\.[a-z0-9-]+\.api\.aws$/
