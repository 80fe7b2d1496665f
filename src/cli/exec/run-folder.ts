import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { decodeText } from '../../core/json-file.js'
import {
  bundleVariables,
  type EnvironmentVariables,
  findRealKey,
  type IsolationSettings,
} from './environment.js'
import nodePreload from './node-preload.cjs?raw'
import { createFakeProfiles, formatProfiles, parseProfiles, withoutKeys } from './profiles.js'
import { removeLeftFolders, runFolderPrefix } from './remove-left-folders.js'
import { createTruststore } from './truststore.js'

/** Temporary files for one run. None contains a secret. */
interface RunFolder extends Omit<IsolationSettings, 'proxy' | 'endpoint'> {
  remove(): Promise<void>
}

/**
 * @param authority the trusted certificate as PEM
 * @param trustPublic whether public certificate authorities are trusted as well
 * @param hasCredentials whether the program has keys
 */
export async function createRunFolder(
  inherited: EnvironmentVariables,
  authority: string,
  trustPublic: boolean,
  hasCredentials: boolean,
): Promise<RunFolder> {
  await removeLeftFolders(tmpdir())
  const folder = await mkdtemp(join(tmpdir(), runFolderPrefix))
  const write = async (name: string, content: string | Buffer): Promise<string> => {
    const file = join(folder, name)
    await writeFile(file, content)
    return file
  }
  const realProfiles = await readProfiles(inherited)
  const profiles = hasCredentials
    ? createFakeProfiles(realProfiles, findRealKey(inherited))
    : withoutKeys(realProfiles)
  const { config, credentials } = formatProfiles(profiles)
  const certificates = [authority, ...(trustPublic ? rootCertificates : [])]
  return {
    profiles,
    hasCredentials,
    bundle: await write(
      'authorities.pem',
      [...certificates, ...(await readBundles(inherited))].join('\n'),
    ),
    truststore: await write('authorities.p12', createTruststore(certificates)),
    nodePreload: await write('node-preload.cjs', nodePreload),
    config: await write('aws-config', config),
    credentials: await write('aws-credentials', hasCredentials ? credentials : ''),
    async remove() {
      // On Windows, a program that the user's program left behind may hold a file for a while.
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(
        () => {},
      )
    },
  }
}

const readProfiles = async (inherited: EnvironmentVariables) =>
  parseProfiles(
    await readTextOrEmpty(inherited.AWS_CONFIG_FILE ?? join(homedir(), '.aws', 'config')),
    await readTextOrEmpty(
      inherited.AWS_SHARED_CREDENTIALS_FILE ?? join(homedir(), '.aws', 'credentials'),
    ),
  )

/** Certificates that the program trusted before, which local servers may need. */
async function readBundles(inherited: EnvironmentVariables): Promise<readonly string[]> {
  const files = new Set(bundleVariables.map((name) => inherited[name]).filter((file) => file))
  return Promise.all([...files].map((file) => readTextOrEmpty(file!)))
}

const readTextOrEmpty = (file: string): Promise<string> => readFile(file).then(decodeText, () => '')
