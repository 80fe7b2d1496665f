import type { Command } from './command.js'

const rows = (pairs: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...pairs.map(([left]) => left.length))
  return pairs.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n')
}

export async function overview(
  commands: Readonly<Record<string, () => Promise<Command>>>,
): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((load) => load()))
  return `mturk-local: Amazon Mechanical Turk on your own machine

Usage: mturk-local COMMAND [flags]

${rows(all.map(({ name, says }) => [name, says]))}

mturk-local COMMAND --help tells a command's flags; mturk-local --version the version.`
}

export const helpOf = ({ name, says, example, flags }: Command): string => `${says}

Usage: mturk-local ${name} [flags]

${rows([
  ...Object.entries(flags).map(
    ([flag, { value, says: meaning }]) =>
      [value === undefined ? `--${flag}` : `--${flag} ${value}`, meaning] as const,
  ),
  ['--help', 'This text.'],
])}

Example:
  ${example}`
