import type { TestProject } from 'vitest/node'
import { startPostgres } from '../support/postgres.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where PostgreSQL answers; empty when there is none on this machine. */
    postgres: string
  }
}

export async function setup(project: TestProject): Promise<(() => void) | undefined> {
  const server = await startPostgres()
  project.provide('postgres', server?.url ?? '')
  if (!server)
    console.log('Not run: PostgreSQL is not on this machine (Debian: apt-get install postgresql).')
  return server?.remove
}
