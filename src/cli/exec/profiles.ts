import { createHash } from 'node:crypto'
import { accountPattern } from '../../domain/account.js'

/** Settings of AWS profiles that a program under `exec` may see. */
export type Profiles = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Other settings concern credentials and endpoints, which are replaced. */
const copiedKeys = ['region', 'output']
/** Keys that identify the account of a profile, in order of precedence. */
const identityKeys = ['role_arn', 'sso_account_id', 'aws_access_key_id', 'credential_process']

/** @param texts of `~/.aws/config` and `~/.aws/credentials`; later ones take precedence */
export function parseProfiles(...texts: readonly string[]): Profiles {
  const profiles: Record<string, Record<string, string>> = { default: {} }
  for (const text of texts) {
    let current: Record<string, string> = {}
    for (const line of text.split(/\r?\n/)) {
      const title = /^\s*\[([^\]]+)\]/.exec(line)?.[1]?.trim()
      const section = title?.replace(/^profile\s+/, '')
      if (section && /^(sso-session|services)\s/.test(section)) current = {}
      else if (section) current = profiles[section] ??= {}
      const [, key = '', value = ''] = /^(\w+)\s*=(.*)$/.exec(line) ?? []
      if (key) current[key] = value.trim()
    }
  }
  return profiles
}

/**
 * The same profiles with made-up keys, so that a program finds the profile it names. Profiles with
 * different keys or roles are different accounts: the first is `test`, the account that the emulator
 * takes for any key, and each other has twelve digits. Keys of twelve digits are kept.
 *
 * @param environmentKey the access key that takes precedence over all profiles
 */
export function createFakeProfiles(
  profiles: Profiles,
  environmentKey: string | undefined,
): Profiles {
  let firstIdentity = environmentKey || undefined
  const fakes: Record<string, Record<string, string>> = {}
  for (const [name, profile] of Object.entries(profiles)) {
    const identity = findIdentity(profile)
    firstIdentity ??= identity
    const isFirst = identity === undefined || identity === firstIdentity
    fakes[name] = { ...createKeys(profile, isFirst ? 'test' : deriveAccount(identity)) }
    for (const key of copiedKeys) if (profile[key]) fakes[name][key] = profile[key]
  }
  return fakes
}

/** The same profiles without keys. */
export const withoutKeys = (profiles: Profiles): Profiles =>
  Object.fromEntries(
    Object.entries(profiles).map(([name, profile]) => [
      name,
      Object.fromEntries(Object.entries(profile).filter(([key]) => copiedKeys.includes(key))),
    ]),
  )

const findIdentity = (profile: Profiles[string]): string | undefined =>
  identityKeys.map((key) => profile[key]).find(Boolean)

function createKeys(profile: Profiles[string], madeUp: string): Record<string, string> {
  const { aws_access_key_id = '', aws_secret_access_key = 'test' } = profile
  return accountPattern.test(aws_access_key_id)
    ? { aws_access_key_id, aws_secret_access_key }
    : { aws_access_key_id: madeUp, aws_secret_access_key: 'test' }
}

/** The same identity is the same account in every run. */
const deriveAccount = (identity: string): string =>
  String(
    BigInt(`0x${createHash('sha256').update(identity).digest('hex').slice(0, 16)}`) % 10n ** 12n,
  ).padStart(12, '0')

/** The texts of the config file and of the credentials file. */
export const formatProfiles = (profiles: Profiles): { config: string; credentials: string } => ({
  config: formatSections(profiles, (name) => (name === 'default' ? name : `profile ${name}`)),
  credentials: formatSections(profiles, (name) => name),
})

const formatSections = (profiles: Profiles, formatTitle: (name: string) => string): string =>
  Object.entries(profiles)
    .map(([name, settings]) => {
      const lines = Object.entries(settings).map(([key, value]) => `${key} = ${value}\n`)
      return `[${formatTitle(name)}]\n${lines.join('')}`
    })
    .join('\n')
