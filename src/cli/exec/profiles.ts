/** AWS profiles without their secrets. */
export type Profiles = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Other settings concern credentials and endpoints, which are replaced. */
const copiedKeys = ['region', 'output']

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
      if (copiedKeys.includes(key)) current[key] = value.trim()
    }
  }
  return profiles
}

/** The same profiles with made-up keys, so that a program finds the profile it names. */
export const writeFakeProfiles = (profiles: Profiles): { config: string; credentials: string } => ({
  config: formatSections(profiles, (name) => (name === 'default' ? name : `profile ${name}`)),
  credentials: formatSections(profiles, (name) => name),
})

const formatSections = (profiles: Profiles, formatTitle: (name: string) => string): string =>
  Object.entries(profiles)
    .map(([name, settings]) => {
      const lines = Object.entries({ ...fakeKeys, ...settings }).map(
        ([key, value]) => `${key} = ${value}\n`,
      )
      return `[${formatTitle(name)}]\n${lines.join('')}`
    })
    .join('\n')

const fakeKeys = { aws_access_key_id: 'test', aws_secret_access_key: 'test' }
