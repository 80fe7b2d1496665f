import type { Profiles } from './profiles.js'

/** Where things are that a program is told of. */
export interface Surroundings {
  readonly proxy: URL
  readonly endpoint: string
  /** Certificates that the program is to believe, for most clients and for Java's. */
  readonly bundle: string
  readonly truststore: string
  readonly nodePreload: string
  /** The files of profiles with made-up keys, and what is in them. */
  readonly config: string
  readonly credentials: string
  readonly profiles: Profiles
}

export type Environment = Readonly<Record<string, string | undefined>>

/** What a program runs with, so that its calls land here and its owner's keys stay at home. */
export function environmentFor(outer: Environment, given: Surroundings): Environment {
  return {
    ...outer,
    MTURK_LOCAL_ENDPOINT: given.endpoint,
    ...endpoints(given.proxy.origin),
    ...proxies(given.proxy.origin),
    ...trust(given.bundle),
    ...identity(outer, given),
    NODE_OPTIONS: also(outer.NODE_OPTIONS, `--require "${given.nodePreload}"`),
    JAVA_TOOL_OPTIONS: also(outer.JAVA_TOOL_OPTIONS, ...javaOptions(given)),
  }
}

/** A service's own variable wins over the one for all, so each of them is set. */
const endpoints = (url: string): Environment => ({
  AWS_ENDPOINT_URL: url,
  AWS_ENDPOINT_URL_MTURK: url,
  AWS_ENDPOINT_URL_SQS: url,
  AWS_ENDPOINT_URL_SNS: url,
  AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: undefined,
})

const proxies = (url: string): Environment => ({
  ...inBothCases('HTTPS_PROXY', url),
  ...inBothCases('HTTP_PROXY', url),
  ...inBothCases('ALL_PROXY', url),
  // Not what was there before: hosts named there would be reached past the proxy.
  ...inBothCases('NO_PROXY', 'localhost,127.0.0.1,::1'),
  NODE_USE_ENV_PROXY: '1',
})

const inBothCases = (name: string, value: string): Environment => ({
  [name]: value,
  [name.toLowerCase()]: value,
})

/** The variables that name a file of certificates to believe, and by it all others there are. */
export const bundleVariables = [
  'AWS_CA_BUNDLE',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
  'SSL_CERT_FILE',
  'NODE_EXTRA_CA_CERTS',
  'DENO_CERT',
  'PIP_CERT',
  'GIT_SSL_CAINFO',
] as const

const trust = (bundle: string): Environment =>
  Object.fromEntries(bundleVariables.map((name) => [name, bundle]))

/** Made-up keys, unless there are some that cannot be real ones. */
function identity(
  outer: Environment,
  { config, credentials, profiles }: Surroundings,
): Environment {
  const isReal = /^A(KIA|SIA)[A-Z0-9]{12,}$/.test(outer.AWS_ACCESS_KEY_ID ?? '')
  const hasOwn = outer.AWS_ACCESS_KEY_ID && outer.AWS_SECRET_ACCESS_KEY && !isReal
  const region =
    outer.AWS_REGION ??
    outer.AWS_DEFAULT_REGION ??
    profiles[outer.AWS_PROFILE ?? 'default']?.region ??
    'us-east-1'
  return {
    AWS_ACCESS_KEY_ID: hasOwn ? outer.AWS_ACCESS_KEY_ID : 'test',
    AWS_SECRET_ACCESS_KEY: hasOwn ? outer.AWS_SECRET_ACCESS_KEY : 'test',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: credentials,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...Object.fromEntries(otherCredentials.map((name) => [name, undefined])),
  }
}

const otherCredentials = [
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_ROLE_ARN',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
] as const

const javaOptions = ({ proxy, truststore }: Surroundings): readonly string[] => [
  ...['http', 'https'].flatMap((scheme) => [
    `-D${scheme}.proxyHost=${proxy.hostname}`,
    `-D${scheme}.proxyPort=${proxy.port}`,
  ]),
  '-Dhttp.nonProxyHosts=localhost|127.*|[::1]',
  `"-Djavax.net.ssl.trustStore=${truststore}"`,
  '-Djavax.net.ssl.trustStoreType=PKCS12',
]

const also = (before: string | undefined, ...more: readonly string[]): string =>
  [before, ...more].filter(Boolean).join(' ')
