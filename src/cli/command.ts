import type { Syntax } from './arguments.js'

/** Headings of the overview, in their order. */
export const commandGroups = ['Run', 'Look', 'Change', 'Help'] as const

/** A subcommand of `mturk-local`. */
export interface Command extends Syntax {
  readonly name: string
  /** Heading of the overview under which it is listed. */
  readonly group: (typeof commandGroups)[number]
  /** One sentence for the help. */
  readonly description: string
  readonly example: string
  /** Whether the first word that is no flag begins a program with arguments of its own. */
  readonly runsProgram?: boolean
  /** @returns the exit code */
  run(args: readonly string[], terminal: Terminal): Promise<number>
}

/** Input and output of a command, injected for tests. */
export interface Terminal {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly environment: NodeJS.ProcessEnv
  readonly colours: boolean
}
