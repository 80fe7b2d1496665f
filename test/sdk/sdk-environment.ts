import { resolve } from 'node:path'

/** The whole environment of a program: the emulator's endpoint in the variables that Amazon's SDKs read. */
export const sdkEnvironment = (endpoint: string) => ({
  PATH: process.env.PATH,
  // Hides the developer's own configuration.
  HOME: resolve('.cache'),
  AWS_ENDPOINT_URL: endpoint,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_MAX_ATTEMPTS: '2',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
})
