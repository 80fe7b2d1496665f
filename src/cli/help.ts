import type { Flag, Positional } from './arguments.js'
import { type Command, commandGroups } from './command.js'

/** Columns of a line, as on most terminals. */
const lineWidth = 100
/** Columns of the names on the left; a longer name has its description on the next line. */
const maxNameWidth = 30

type Row = readonly [name: string, text: string]

export function formatOverview(commands: readonly Command[]): string {
  const sections = commandGroups.map((group): readonly [string, readonly Row[]] => [
    group,
    commands
      .filter((command) => command.group === group)
      .map(({ name, description }) => [name, description]),
  ])
  const width = nameWidth(sections.flatMap(([, rows]) => rows))
  return `mturk-local: Amazon Mechanical Turk on your own machine

Usage: mturk-local COMMAND [flags]

${sections.map(([title, rows]) => `${title}\n${formatRows(rows, width)}`).join('\n\n')}

mturk-local help COMMAND prints the flags of a command, mturk-local --version the version.`
}

/** The help of one command. */
export function formatHelp(command: Command): string {
  const { description, example, flags, positionals = [] } = command
  const words = positionals.map((each): Row => [each.name, describe(each)])
  const sections: (readonly [string, readonly Row[]])[] = [
    ...(words.length > 0 ? [['Arguments', words] as const] : []),
    ...groupFlags(flags),
  ]
  const width = nameWidth(sections.flatMap(([, rows]) => rows))
  return `${wrap(description, lineWidth).join('\n')}

Usage: ${formatUsage(command)}

${sections.map(([title, rows]) => `${title}\n${formatRows(rows, width)}`).join('\n\n')}

Example${example.includes('\n') ? 's' : ''}
  ${example}`
}

/** The usage line of a command. */
export function formatUsage({ name, positionals = [], runsProgram }: Command): string {
  const words = positionals.map(({ name: word, isRequired, takesRest }) => {
    const text = takesRest ? `${word}…` : word
    return isRequired ? text : `[${text}]`
  })
  const ending = runsProgram ? ['[flags] -- PROGRAM [arguments]'] : ['[flags]']
  return ['mturk-local', name, ...words, ...ending].join(' ')
}

/** Flags under their headings; those without one come first. */
function groupFlags(flags: Command['flags']): readonly (readonly [string, readonly Row[]])[] {
  const groups = new Map<string, Row[]>([['Flags', []]])
  for (const [name, flag] of Object.entries(flags)) {
    const title = flag.group ?? 'Flags'
    const rows = groups.get(title) ?? []
    rows.push([formatFlag(name, flag), describe(flag)])
    groups.set(title, rows)
  }
  groups.get('Flags')!.push(['--help', 'Print this text.'])
  return [...groups]
}

const formatFlag = (name: string, { placeholder }: Flag): string =>
  placeholder === undefined ? `--${name}` : `--${name} ${placeholder}`

/** The description with the allowed values and the default. */
function describe({
  description,
  values,
  default: defaultValue,
  ...rest
}: Pick<Flag, 'description' | 'values' | 'default' | 'placeholder'> & Partial<Positional>): string {
  const isNamed = values?.join('|') === rest.placeholder
  return [
    description,
    ...(values && !isNamed ? [`One of ${values.join(', ')}.`] : []),
    ...(defaultValue === undefined ? [] : [`Default: ${defaultValue}.`]),
  ].join(' ')
}

const nameWidth = (rows: readonly Row[]): number =>
  Math.max(...rows.map(([name]) => name.length).filter((length) => length <= maxNameWidth))

function formatRows(rows: readonly Row[], width: number): string {
  const indent = ' '.repeat(width + 4)
  return rows
    .map(([name, text]) => {
      const lines = wrap(text, lineWidth - indent.length)
      return name.length > width
        ? [`  ${name}`, ...lines.map((line) => indent + line)].join('\n')
        : [
            `  ${name.padEnd(width)}  ${lines[0]}`,
            ...lines.slice(1).map((line) => indent + line),
          ].join('\n')
    })
    .join('\n')
}

function wrap(text: string, width: number): readonly string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!
    if (line === '') lines[lines.length - 1] = word
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}
