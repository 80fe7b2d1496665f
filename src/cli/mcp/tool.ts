import type { ZodObject, z } from 'zod'
import type { ControlClient } from '../../server/control/client.js'

/** A tool for an agent. */
export interface Tool {
  readonly name: string
  /** For the agent: what it does and what to do next. */
  readonly description: string
  readonly input: ZodObject
  /** Whether it changes nothing. */
  readonly isReadOnly: boolean
  run(control: ControlClient, args: Readonly<Record<string, unknown>>): Promise<unknown>
}

/** Creates a tool with an input schema. */
export const createTool = <S extends ZodObject>(
  name: string,
  description: string,
  input: S,
  run: (control: ControlClient, args: z.infer<S>) => Promise<unknown>,
): Tool => ({ name, description, input, isReadOnly: false, run: run as Tool['run'] })

/** Creates a tool that changes nothing. */
export const createReadOnlyTool: typeof createTool = (name, description, input, run) => ({
  ...createTool(name, description, input, run),
  isReadOnly: true,
})
