import { MTurkClient } from '@aws-sdk/client-mturk'
import { SNSClient } from '@aws-sdk/client-sns'
import { SQSClient } from '@aws-sdk/client-sqs'
import { onTestFinished } from 'vitest'
import { type Emulator, type Logger, type Config, startEmulator } from '../../src/index.js'

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'

export interface TestEmulator extends Emulator {
  readonly mturk: MTurkClient
  readonly sqs: SQSClient
  readonly sns: SNSClient
  /** What all of Amazon's clients are made with. */
  readonly clientConfig: ReturnType<typeof createClientConfig>
}

export const createClientConfig = (endpoint: string, accessKeyId = 'test') => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId, secretAccessKey: 'test' },
  maxAttempts: 1,
})

/** An emulator of the test's own, with Amazon's clients for it; both end with the test. */
export async function startTestEmulator(
  options: Partial<Config> = {},
  log?: Logger,
): Promise<TestEmulator> {
  // Deliveries that fail on purpose would fill the page on which the tests are read.
  const emulator = await startEmulator({ deliveryBackoff: 1, logLevel: 'error', ...options }, log)
  const clientConfig = createClientConfig(emulator.endpoint)
  const mturk = new MTurkClient(clientConfig)
  const sqs = new SQSClient(clientConfig)
  const sns = new SNSClient(clientConfig)
  onTestFinished(async () => {
    for (const client of [mturk, sqs, sns]) client.destroy()
    await emulator.close()
  })
  return { ...emulator, mturk, sqs, sns, clientConfig }
}
