import type { Flag } from './arguments.js'

/** Something to type after `mturk-local`. */
export interface Command {
  readonly name: string
  /** One sentence for the overview. */
  readonly description: string
  readonly example: string
  readonly flags: Readonly<Record<string, Flag>>
  /** @returns the exit code */
  run(args: readonly string[], terminal: Terminal): Promise<number>
}

/** What a command sees of the world it is typed in. */
export interface Terminal {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly environment: NodeJS.ProcessEnv
  readonly colours: boolean
}
