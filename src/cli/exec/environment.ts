import type { Profiles } from './profiles.js'

/** Paths and URLs for a program's environment. */
export interface IsolationSettings {
  readonly proxy: URL
  readonly endpoint: string
  /** Trusted certificates for most clients, and for Java's. */
  readonly bundle: string
  readonly truststore: string
  readonly nodePreload: string
  /** Files of profiles with made-up keys, and the profiles in them. */
  readonly config: string
  readonly credentials: string
  readonly profiles: Profiles
}

export type EnvironmentVariables = Readonly<Record<string, string | undefined>>

/** Environment for a program whose calls go to the emulator and whose user's keys are hidden. */
export function buildEnvironment(
  inherited: EnvironmentVariables,
  settings: IsolationSettings,
): EnvironmentVariables {
  return {
    ...inherited,
    MTURK_LOCAL_ENDPOINT: settings.endpoint,
    ...endpointVariables(settings.proxy.origin),
    ...proxyVariables(settings.proxy.origin),
    ...trustVariables(settings.bundle),
    ...credentialVariables(inherited, settings),
    NODE_OPTIONS: appendOptions(inherited.NODE_OPTIONS, requireOption(settings.nodePreload)),
    JAVA_TOOL_OPTIONS: appendOptions(inherited.JAVA_TOOL_OPTIONS, ...javaOptions(settings)),
  }
}

/** A service's own variable takes precedence over the general one, so all are set. */
const endpointVariables = (url: string): EnvironmentVariables => ({
  AWS_ENDPOINT_URL: url,
  AWS_ENDPOINT_URL_MTURK: url,
  AWS_ENDPOINT_URL_SQS: url,
  AWS_ENDPOINT_URL_SNS: url,
  AWS_ENDPOINT_URL_STS: url,
  AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: undefined,
})

const isNodeSilentAboutProxies = Number(process.versions.node.split('.')[0]) >= 24

const proxyVariables = (url: string): EnvironmentVariables => ({
  ...bothCases('HTTPS_PROXY', url),
  ...bothCases('HTTP_PROXY', url),
  ...bothCases('ALL_PROXY', url),
  // Replaces the previous value, whose hosts would bypass the proxy.
  ...bothCases('NO_PROXY', 'localhost,127.0.0.1,::1'),
  // Before version 24, Node warns of it in each program, and the preloaded script does the same.
  ...(isNodeSilentAboutProxies && { NODE_USE_ENV_PROXY: '1' }),
})

const bothCases = (name: string, value: string): EnvironmentVariables => ({
  [name]: value,
  [name.toLowerCase()]: value,
})

/** Variables that name a file of trusted certificates, which replaces all others. */
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

const trustVariables = (bundle: string): EnvironmentVariables =>
  Object.fromEntries(bundleVariables.map((name) => [name, bundle]))

/** Made-up keys, unless the present ones cannot be real. */
function credentialVariables(
  inherited: EnvironmentVariables,
  { config, credentials, profiles }: IsolationSettings,
): EnvironmentVariables {
  const hasRealKey = /^A(KIA|SIA)[A-Z0-9]{12,}$/.test(inherited.AWS_ACCESS_KEY_ID ?? '')
  const hasTestKey = inherited.AWS_ACCESS_KEY_ID && inherited.AWS_SECRET_ACCESS_KEY && !hasRealKey
  const region =
    inherited.AWS_REGION ||
    inherited.AWS_DEFAULT_REGION ||
    profiles[inherited.AWS_PROFILE || 'default']?.region ||
    'us-east-1'
  return {
    AWS_ACCESS_KEY_ID: hasTestKey ? inherited.AWS_ACCESS_KEY_ID : 'test',
    AWS_SECRET_ACCESS_KEY: hasTestKey ? inherited.AWS_SECRET_ACCESS_KEY : 'test',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: credentials,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...Object.fromEntries(clearedVariables.map((name) => [name, undefined])),
  }
}

const clearedVariables = [
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_ROLE_ARN',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
] as const

const javaOptions = ({ proxy, truststore }: IsolationSettings): readonly string[] => [
  ...['http', 'https'].flatMap((scheme) => [
    `-D${scheme}.proxyHost=${proxy.hostname}`,
    `-D${scheme}.proxyPort=${proxy.port}`,
  ]),
  '-Dhttp.nonProxyHosts=localhost|127.*|[::1]',
  `"-Djavax.net.ssl.trustStore=${truststore}"`,
  '-Djavax.net.ssl.trustStoreType=PKCS12',
]

/** In NODE_OPTIONS, a backslash inside quotes is an escape; Windows takes slashes too. */
const requireOption = (file: string): string =>
  `--require "${file.replaceAll('\\', '/').replaceAll('"', '\\"')}"`

const appendOptions = (existing: string | undefined, ...more: readonly string[]): string =>
  [existing, ...more].filter(Boolean).join(' ')
