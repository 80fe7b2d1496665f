import type { Command } from './command.js'

const formatRows = (pairs: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...pairs.map(([left]) => left.length))
  return pairs.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n')
}

export async function formatOverview(
  commands: Readonly<Record<string, () => Promise<Command>>>,
): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((load) => load()))
  return `mturk-local: Amazon Mechanical Turk on your own machine

Usage: mturk-local COMMAND [flags]

${formatRows(all.map(({ name, description }) => [name, description]))}

mturk-local COMMAND --help prints the flags of a command, mturk-local --version the version.`
}

export const formatHelp = ({
  name,
  description,
  example,
  flags,
}: Command): string => `${description}

Usage: mturk-local ${name} [flags]

${formatRows([
  ...Object.entries(flags).map(
    ([flag, { placeholder, description: flagDescription }]) =>
      [
        placeholder === undefined ? `--${flag}` : `--${flag} ${placeholder}`,
        flagDescription,
      ] as const,
  ),
  ['--help', 'This text.'],
])}

Example:
  ${example}`
