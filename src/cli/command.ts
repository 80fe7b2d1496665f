import type { Flag } from './arguments.js'

/** A subcommand of `mturk-local`. */
export interface Command {
  readonly name: string
  /** One sentence for the help. */
  readonly description: string
  readonly example: string
  readonly flags: Readonly<Record<string, Flag>>
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
