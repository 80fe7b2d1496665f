/** A shell for which command lines are written. */
export type Shell = 'sh' | 'PowerShell' | 'cmd'

/** The shells of a user's system, by `navigator.platform`. */
export const findShells = (platform: string): readonly [Shell, ...Shell[]] =>
  platform.startsWith('Win') ? ['PowerShell', 'cmd'] : ['sh']

export type Variables = Readonly<Record<string, string>>

/** Commands that set variables before a line that needs them. */
const setters: Readonly<Record<Shell, (variables: Variables, line: string) => string>> = {
  sh: (variables, line) =>
    `${Object.entries(variables)
      .map(([name, value]) => `${name}=${value}`)
      .join(' ')} \\\n  ${line}`,
  PowerShell: (variables, line) =>
    `${Object.entries(variables)
      .map(([name, value]) => `$env:${name}='${value}'`)
      .join('; ')}\n${line}`,
  cmd: (variables, line) =>
    `${Object.entries(variables)
      .map(([name, value]) => `set "${name}=${value}"`)
      .join(' & ')}\n${line}`,
}

/** A line with variables, whose values contain nothing that a shell would interpret. */
export const withVariables = (shell: Shell, variables: Variables, line: string): string =>
  setters[shell](variables, line)

/** Quotes JSON as one argument. */
export const quoteJson = (shell: Shell, json: string): string =>
  shell === 'sh' ? quoteText(shell, json) : quoteText(shell, escapeJson(json))

/** Quotes a text as one argument. On Windows it must contain none of `& | < > ^ % !`. */
export const quoteText = (shell: Shell, text: string): string =>
  shell === 'sh'
    ? `'${text.replaceAll("'", `'\\''`)}'`
    : // The rules by which programs on Windows split their command line.
      `"${text.replace(/(?<!\\)(\\*)"/g, '$1$1\\"').replace(/(?<!\\)\\+$/, '$&$&')}"`

/**
 * Replaces what cmd interprets even within quotes, by the escapes of JSON: cmd does not know that `\"`
 * is no end of the quotes. Line breaks of JSON are outside its strings.
 */
const escapeJson = (json: string): string =>
  json
    .replace(/\r?\n\s*/g, ' ')
    .replace(/[&|<>^%!]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)

/**
 * The command that starts the AWS CLI. Up to version 7.2, PowerShell drops the double quotes of an
 * argument; after `--%` every version passes the rest of the line on unchanged.
 */
export const awsCommand = (shell: Shell): string => (shell === 'PowerShell' ? 'aws --%' : 'aws')
