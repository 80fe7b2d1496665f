import type { Flag } from './arguments.js'
import type { Command } from './command.js'

/** Writes the script of each shell from the commands. */
export const completionScripts = { bash: writeBash, zsh: writeZsh, fish: writeFish } as const

/** Flags whose value is a file. */
const takesFile = ({ placeholder }: Flag): boolean => placeholder === 'FILE'

/** The values that a flag may have, from its list or from a placeholder such as `warn|enforce|off`. */
function listValues({ values, placeholder = '' }: Flag): readonly string[] {
  if (values) return values
  return /^[\w-]+(\|[\w-]+)+$/.test(placeholder) ? placeholder.split('|') : []
}

const flagNames = (command: Command): readonly string[] =>
  [...Object.keys(command.flags), 'help'].map((name) => `--${name}`)

const wordValues = ({ positionals = [] }: Command): readonly string[] =>
  positionals[0]?.values ?? []

function writeBash(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name).join(' ')
  const cases = commands.map((command) => {
    const values = Object.entries(command.flags).map(([name, flag]) => {
      if (flag.placeholder === undefined) return ''
      const list = listValues(flag)
      if (list.length > 0) return `        --${name}) words='${list.join(' ')}' ;;\n`
      return takesFile(flag) ? `        --${name}) compopt -o default; return ;;\n` : ''
    })
    return `    ${command.name})
      words='${[...flagNames(command), ...wordsFor(command, commands)].join(' ')}'
      case $previous in
${values.join('')}        *) ;;
      esac ;;
`
  })
  return `# Completion of mturk-local in bash: source <(mturk-local completion bash)
_mturk_local() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} words='${names}'
  COMPREPLY=()
  [ "$COMP_CWORD" -gt 1 ] && case \${COMP_WORDS[1]} in
${cases.join('')}  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _mturk_local mturk-local
`
}

/** The words of a command that are known: those of \`help\` are the commands. */
const wordsFor = (command: Command, commands: readonly Command[]): readonly string[] =>
  command.name === 'help' ? commands.map(({ name }) => name) : wordValues(command)

function writeZsh(commands: readonly Command[]): string {
  const list = commands.map(({ name, description }) => quote(`${name}:${description}`))
  const cases = commands.map((command) => {
    const flags = Object.entries(command.flags).map(([name, flag]) => {
      const text = flag.description.replace(/[[\]:\\]/g, '\\$&')
      if (flag.placeholder === undefined) return quote(`--${name}[${text}]`)
      const values = listValues(flag)
      const action = values.length > 0 ? `(${values.join(' ')})` : takesFile(flag) ? '_files' : ' '
      return quote(`--${name}[${text}]:${flag.placeholder.replaceAll(':', '\\:')}:${action}`)
    })
    const known = wordsFor(command, commands)
    const words = known.length > 0 ? `(${known.join(' ')})` : '_files'
    return `    ${command.name}) _arguments ${[...flags, quote(`*:word:${words}`)].join(' ')} ;;\n`
  })
  return `#compdef mturk-local
# Completion of mturk-local in zsh: mturk-local completion zsh > ~/.zfunc/_mturk-local
_mturk_local() {
  if (( CURRENT == 2 )); then
    local -a commands=(${list.join(' ')})
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${cases.join('')}  esac
}
if [ "$funcstack[1]" = _mturk-local ]; then _mturk_local; else compdef _mturk_local mturk-local; fi
`
}

function writeFish(commands: readonly Command[]): string {
  const lines = commands.flatMap((command) => {
    const { name, description, flags } = command
    const inCommand = `-n ${quote(`__fish_seen_subcommand_from ${name}`)}`
    const known = wordsFor(command, commands)
    return [
      `complete -c mturk-local -n __fish_use_subcommand -f -a ${name} -d ${quote(description)}`,
      ...Object.entries(flags).map(([flagName, flag]) => {
        const values = listValues(flag)
        const value =
          flag.placeholder === undefined
            ? ''
            : takesFile(flag)
              ? ' -r -F'
              : ` -x${values.length > 0 ? ` -a ${quote(values.join(' '))}` : ''}`
        return `complete -c mturk-local ${inCommand} -l ${flagName}${value} -d ${quote(flag.description)}`
      }),
      ...(known.length > 0
        ? [`complete -c mturk-local ${inCommand} -f -a ${quote(known.join(' '))}`]
        : []),
    ]
  })
  return `# Completion of mturk-local in fish\n${lines.join('\n')}\n`
}

/** Quotes a text for any of the three shells. */
const quote = (text: string): string => `'${text.replaceAll("'", '’')}'`
