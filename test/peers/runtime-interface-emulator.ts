import { resolve } from 'node:path'
import { freePort } from '../support/free-port.js'
import { buildFromGo, type Peer, peer } from './peer.js'

interface LambdaPeer extends Peer {
  readonly endpoint: string
}

/** Takes minutes the first time. */
export const buildRuntimeInterfaceEmulator = () =>
  buildFromGo(
    'aws-lambda-rie',
    'github.com/aws/aws-lambda-runtime-interface-emulator/cmd/aws-lambda-rie@v0.0.0-20261030222936-bef5c4ba774d',
  )

/** Amazon's Runtime Interface Emulator, with a function of Node that has `file` as its handler. */
export async function runtimeInterfaceEmulator(
  file: string,
  environment: Readonly<Record<string, string>>,
): Promise<LambdaPeer> {
  const command = await buildRuntimeInterfaceEmulator()
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  return {
    endpoint,
    ...peer({
      name: 'The Runtime Interface Emulator',
      command,
      args: [
        ...['--runtime-interface-emulator-address', `127.0.0.1:${port}`],
        ...['--runtime-api-address', `127.0.0.1:${await freePort()}`],
        ...[process.execPath, resolve('test/peers/runtime-client.mjs'), resolve(file), 'handler'],
      ],
      environment,
      answers: async () => (await fetch(endpoint)).status === 404,
    }),
  }
}
