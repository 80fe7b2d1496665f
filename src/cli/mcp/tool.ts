import type { ZodObject, z } from 'zod'
import type { ControlClient } from '../../server/control/client.js'

/** Something that an agent can do with an emulator. */
export interface Tool {
  readonly name: string
  /** For the agent: what it does, and what to do next. */
  readonly says: string
  readonly input: ZodObject
  /** Whether it leaves the world as it is. */
  readonly onlyReads: boolean
  run(control: ControlClient, given: Readonly<Record<string, unknown>>): Promise<unknown>
}

/** A tool whose input is what its schema says. */
export const tool = <S extends ZodObject>(
  name: string,
  says: string,
  input: S,
  run: (control: ControlClient, given: z.infer<S>) => Promise<unknown>,
): Tool => ({ name, says, input, onlyReads: false, run: run as Tool['run'] })

/** One that leaves the world as it is. */
export const reader: typeof tool = (name, says, input, run) => ({
  ...tool(name, says, input, run),
  onlyReads: true,
})
