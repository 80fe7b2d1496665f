import type { Profiles } from './profiles.js'

/** Paths and URLs for a program's environment. */
export interface IsolationSettings {
  readonly proxy: URL
  readonly endpoint: string
  /** Trusted certificates for most clients, and for Java's. */
  readonly bundle: string
  readonly truststore: string
  readonly nodePreload: string
  /** Files of profiles with made-up keys or without keys, and the profiles in them. */
  readonly config: string
  readonly credentials: string
  readonly profiles: Profiles
  /** Whether the program has keys at all. */
  readonly hasCredentials: boolean
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
    ...proxyVariables(settings.proxy.href.replace(/\/$/, '')),
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

/** The access key in the variables, if it may be a real one. */
export const findRealKey = ({
  AWS_ACCESS_KEY_ID = '',
}: EnvironmentVariables): string | undefined =>
  /^A(KIA|SIA)[A-Z0-9]{12,}$/.test(AWS_ACCESS_KEY_ID) ? AWS_ACCESS_KEY_ID : undefined

/** Made-up keys, unless the present ones cannot be real. */
function credentialVariables(
  inherited: EnvironmentVariables,
  { config, credentials, profiles, hasCredentials }: IsolationSettings,
): EnvironmentVariables {
  const profile = profiles[inherited.AWS_PROFILE || 'default']
  const region =
    inherited.AWS_REGION || inherited.AWS_DEFAULT_REGION || profile?.region || 'us-east-1'
  return {
    ...(hasCredentials
      ? chooseKeys(inherited, profile)
      : { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined }),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: credentials,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...Object.fromEntries(
      [...clearedVariables, ...Object.keys(inherited).filter(isBearerToken)].map((name) => [
        name,
        undefined,
      ]),
    ),
  }
}

/** SDKs prefer the keys in variables, so these are the profile's where there are no others. */
function chooseKeys(
  inherited: EnvironmentVariables,
  profile: Profiles[string] | undefined,
): EnvironmentVariables {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = inherited
  if (AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY && !findRealKey(inherited))
    return { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY }
  const used = AWS_ACCESS_KEY_ID ? undefined : profile
  return {
    AWS_ACCESS_KEY_ID: used?.aws_access_key_id ?? 'test',
    AWS_SECRET_ACCESS_KEY: used?.aws_secret_access_key ?? 'test',
  }
}

/** AWS_BEARER_TOKEN_BEDROCK and those of other services. */
const isBearerToken = (name: string): boolean => /^AWS_BEARER_TOKEN(_|$)/i.test(name)

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
