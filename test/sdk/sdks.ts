import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { canBuild, goProgram, javaProgram, javascriptProgram, rustProgram } from './builds.js'
import { awsCli, boto3, pythonIsHere } from './python.js'

/** A program that tells the story by one of Amazon's SDKs. */
export interface Sdk {
  /** Whether what it needs is on this machine; a line says so when not. */
  readonly isHere: boolean
  /** Fetches and builds it where that was not done before, and gives what to run. */
  readonly program: () => Promise<readonly string[]>
}

const run = promisify(execFile)
const always = true

/** Version 2 is in no registry but those of systems: what is installed is what is tried. */
const cli2 = await firstOf(['aws', '/usr/bin/aws', '/usr/local/bin/aws'], /^aws-cli\/2/)
if (!cli2) console.log('Not run: version 2 of the AWS CLI, which is not there.')

async function firstOf(programs: readonly string[], version: RegExp): Promise<string | undefined> {
  for (const program of programs) {
    const { stdout } = await run(program, ['--version']).catch(() => ({ stdout: '' }))
    if (version.test(stdout)) return program
  }
  return undefined
}

/** In the order in which the README tells them. */
export const sdks: Readonly<Record<string, Sdk>> = {
  Python: {
    isHere: pythonIsHere,
    program: async () => [await boto3(), 'test/sdk/python/story.py'],
  },
  'JavaScript v3': { isHere: always, program: () => javascriptProgram('v3') },
  'JavaScript v2': { isHere: always, program: () => javascriptProgram('v2') },
  'Go v2': { isHere: await canBuild('go'), program: () => goProgram('story') },
  'Java v2': { isHere: await canBuild('java'), program: () => javaProgram('story.Story') },
  Rust: { isHere: await canBuild('rust'), program: () => rustProgram('story') },
  'AWS CLI v1': { isHere: pythonIsHere, program: async () => cli(`${await awsCli()}/aws`) },
  'AWS CLI v2': { isHere: Boolean(cli2), program: async () => cli(cli2!) },
}

const cli = (program: string) => [process.execPath, 'test/sdk/cli/story.js', program]
