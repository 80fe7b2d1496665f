import { type Flag, type Positional, settingFlags } from '../src/cli/arguments.js'
import { type Command, commandGroups } from '../src/cli/command.js'
import { commandRegistry } from '../src/cli/commands.js'
import { formatUsage } from '../src/cli/help.js'

const commands = await commandRegistry.loadAll()

/** Every command with its arguments, flags and an example, from their definitions. */
export function commandPage(): string {
  const parts = commandGroups.map((group) => {
    const members = commands.filter((command) => command.group === group)
    return `## ${group}\n\n${members.map(renderCommand).join('\n')}`
  })
  return `# Commands

Written by \`npm run docs\` from the definitions of the commands. \`mturk-local help COMMAND\` prints the same
in a terminal. In a clone of the repository, and in a project that has the package, type \`npx mturk-local\`
in place of \`mturk-local\` ([installation](installation.md)).

The exit code is 0 for success, 1 when something failed, and 2 when the command line, a setting or a file is
not valid; then one sentence says what to type instead. \`exec\` exits with the code of its program.

${parts.join('\n')}`
}

function renderCommand(command: Command): string {
  const { name, description, positionals = [], flags, example } = command
  const own = Object.entries(flags).filter(([flag, { description: text }]) => {
    const setting = (settingFlags as Readonly<Record<string, Flag>>)[flag]
    return setting?.description !== text
  })
  const hasSettings = own.length < Object.keys(flags).length
  const rows = [
    ...positionals.map((each) => renderRow(each.name, each)),
    ...own.map(([flag, each]) =>
      renderRow(`--${flag}${each.placeholder ? ` ${each.placeholder}` : ''}`, each),
    ),
  ]
  const table =
    rows.length > 0 ? `\n| argument or flag | |\n| --- | --- |\n${rows.join('\n')}\n` : ''
  const examples = example.split('\n').map((line) => `\`${line.trim()}\``)
  return `### ${name}

${description}

Usage: \`${formatUsage(command)}\`
${table}${hasSettings ? '\n[Settings](settings.md) are flags of this command too.\n' : ''}
Example${examples.length > 1 ? 's' : ''}: ${examples.join(', ')}
`
}

function renderRow(
  name: string,
  {
    description,
    values,
    default: defaultValue,
  }: Pick<Positional, 'description' | 'values' | 'default'>,
): string {
  const text = [
    description,
    ...(values ? [`One of ${values.map((each) => `\`${each}\``).join(', ')}.`] : []),
    ...(defaultValue === undefined ? [] : [`Default: ${defaultValue}.`]),
  ]
  return `| \`${escapeCell(name)}\` | ${escapeCell(text.join(' '))} |`
}

const escapeCell = (text: string): string => text.replaceAll('|', '\\|')
