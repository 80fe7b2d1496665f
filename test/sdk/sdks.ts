import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import {
  canBuild,
  goProgram,
  javaProgram,
  javascriptProgram,
  rustProgram,
} from './build-programs.js'
import { installAwsCli, installBoto3, hasPython } from './python.js'

/** A program that tells the story by one of Amazon's SDKs. */
export interface Sdk {
  /** Whether what it needs is on this machine; a line says so when not. */
  readonly isAvailable: boolean
  /** Fetches and builds it where that was not done before, and gives what to run. */
  readonly prepare: () => Promise<readonly string[]>
}

const run = promisify(execFile)
const always = true

/** Version 2 is in no registry but those of systems: what is installed is what is tried. */
const awsCliV2 = await findProgram(['aws', '/usr/bin/aws', '/usr/local/bin/aws'], /^aws-cli\/2/)
if (!awsCliV2) console.log('Not run: version 2 of the AWS CLI, which is not there.')

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

/** In the order in which the README tells them. */
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
