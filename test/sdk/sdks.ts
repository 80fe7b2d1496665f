import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import {
  canBuild,
  goProgram,
  javaProgram,
  javascriptProgram,
  rustProgram,
} from './build-programs.js'
import { hasPython, installAwsCli, installBoto3 } from './python.js'

/** A program that runs the story with one of Amazon's SDKs. */
export interface Sdk {
  /** Whether this machine has the tools; a message is printed when it has not. */
  readonly isAvailable: boolean
  /** Downloads and builds it if necessary; returns the command. */
  readonly prepare: () => Promise<readonly string[]>
}

const run = promisify(execFile)
const always = true

/** Version 2 is only in the registries of operating systems, so the installed one is used. */
const awsCliV2 = await findProgram(['aws', '/usr/bin/aws', '/usr/local/bin/aws'], /^aws-cli\/2/)
if (!awsCliV2) console.log('Skipped: version 2 of the AWS CLI, which is not installed.')

async function findProgram(
  programs: readonly string[],
  version: RegExp,
): Promise<string | undefined> {
  for (const program of programs) {
    const { stdout } = await run(program, ['--version']).catch(() => ({ stdout: '' }))
    if (version.test(stdout)) return program
  }
  return undefined
}

/** In the order of the README's table. */
export const sdks: Readonly<Record<string, Sdk>> = {
  Python: {
    isAvailable: hasPython,
    prepare: async () => [await installBoto3(), 'test/sdk/python/story.py'],
  },
  'JavaScript v3': { isAvailable: always, prepare: () => javascriptProgram('v3') },
  'JavaScript v2': { isAvailable: always, prepare: () => javascriptProgram('v2') },
  'Go v2': { isAvailable: await canBuild('go'), prepare: () => goProgram('story') },
  'Java v2': { isAvailable: await canBuild('java'), prepare: () => javaProgram('story.Story') },
  Rust: { isAvailable: await canBuild('rust'), prepare: () => rustProgram('story') },
  'AWS CLI v1': {
    isAvailable: hasPython,
    prepare: async () => cliStory(`${await installAwsCli()}/aws`),
  },
  'AWS CLI v2': { isAvailable: Boolean(awsCliV2), prepare: async () => cliStory(awsCliV2!) },
}

const cliStory = (program: string) => [process.execPath, 'test/sdk/cli/story.js', program]
