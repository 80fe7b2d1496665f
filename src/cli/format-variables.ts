type Variables = Readonly<Record<string, string>>

const formatAll = (
  variables: Variables,
  separator: string,
  format: (name: string, value: string) => string,
): string =>
  Object.entries(variables)
    .map(([name, value]) => format(name, value))
    .join(separator)

/**
 * Returns the commands that set variables in a terminal, indented as in the banner of `start`. The
 * values contain nothing that a shell would interpret.
 */
export function formatVariables(
  variables: Variables,
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
): string {
  // Git Bash sets MSYSTEM.
  if (platform !== 'win32' || environment.MSYSTEM)
    return `  export ${formatAll(variables, ' ', (name, value) => `${name}=${value}`)}`
  const powerShell = formatAll(variables, '; ', (name, value) => `$env:${name}='${value}'`)
  const cmd = formatAll(variables, ' & ', (name, value) => `set "${name}=${value}"`)
  return `  In PowerShell:\n  ${powerShell}\n\n  In cmd:\n  ${cmd}`
}
