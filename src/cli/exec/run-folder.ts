import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { bundleVariables, type Environment, type Surroundings } from './environment.js'
import nodePreload from './node-preload.cjs?raw'
import { madeUp, profilesIn } from './profiles.js'
import { truststore } from './truststore.js'

/** The files that a program is told of, for as long as it runs. Nothing in them is a secret. */
export interface RunFolder extends Omit<Surroundings, 'proxy' | 'endpoint'> {
  remove(): Promise<void>
}

/**
 * @param authority the certificate that programs are to believe, as PEM
 * @param trustPublic whether they are to believe in the authorities of the open net as well
 */
export async function makeRunFolder(
  outer: Environment,
  authority: string,
  trustPublic: boolean,
): Promise<RunFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'mturk-local-exec-'))
  const put = async (name: string, content: string | Buffer): Promise<string> => {
    const file = join(folder, name)
    await writeFile(file, content)
    return file
  }
  const profiles = await profilesOf(outer)
  const { config, credentials } = madeUp(profiles)
  const certificates = [authority, ...(trustPublic ? rootCertificates : [])]
  return {
    profiles,
    bundle: await put('authorities.pem', [...certificates, ...(await bundlesOf(outer))].join('\n')),
    truststore: await put('authorities.p12', truststore(certificates)),
    nodePreload: await put('node-preload.cjs', nodePreload),
    config: await put('aws-config', config),
    credentials: await put('aws-credentials', credentials),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

const profilesOf = async (outer: Environment) =>
  profilesIn(
    await textOf(outer.AWS_CONFIG_FILE ?? join(homedir(), '.aws', 'config')),
    await textOf(outer.AWS_SHARED_CREDENTIALS_FILE ?? join(homedir(), '.aws', 'credentials')),
  )

/** What the program believed before: servers on this machine may have certificates of their own. */
async function bundlesOf(outer: Environment): Promise<readonly string[]> {
  const files = new Set(bundleVariables.map((name) => outer[name]).filter((file) => file))
  return Promise.all([...files].map((file) => textOf(file!)))
}

const textOf = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '')
