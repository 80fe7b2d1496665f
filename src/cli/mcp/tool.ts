import type { ZodObject, z } from 'zod'
import type { ControlClient } from '../../server/control/client.js'

/** Something that an agent can do with an emulator. */
export interface Tool {
  readonly name: string
  /** For the agent: what it does, and what to do next. */
  readonly description: string
  readonly input: ZodObject
  /** Whether it leaves the world as it is. */
  readonly isReadOnly: boolean
  run(control: ControlClient, args: Readonly<Record<string, unknown>>): Promise<unknown>
}

/** A tool whose input is what its schema says. */
export const createTool = <S extends ZodObject>(
  name: string,
  description: string,
  input: S,
  run: (control: ControlClient, args: z.infer<S>) => Promise<unknown>,
): Tool => ({ name, description, input, isReadOnly: false, run: run as Tool['run'] })

/** One that leaves the world as it is. */
export const createReadOnlyTool: typeof createTool = (name, description, input, run) => ({
  ...createTool(name, description, input, run),
  isReadOnly: true,
})
