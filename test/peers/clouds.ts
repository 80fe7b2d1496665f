import { resolve } from 'node:path'
import { freePort } from '../support/free-port.js'
import { cache, findPython, installFromPyPi, type Peer, peer } from './peer.js'

export const python = await findPython(9)
/** LocalStack needs Python 3.13 or newer. */
export const newPython = await findPython(13)

/** Another emulator of SQS and SNS. */
export interface SqsSnsPeer extends Peer {
  readonly endpoint: string
}

export async function localStack(): Promise<SqsSnsPeer> {
  // LocalStack needs these without declaring it: later versions lack APIs that it uses.
  const programs = await installFromPyPi(
    'localstack',
    newPython!,
    'localstack-core[base-runtime]==4.14.0',
    'cbor2==5.7.1',
    'pyOpenSSL==25.3.0',
    'service-identity==24.2.0',
  )
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  return {
    endpoint,
    ...peer({
      name: 'LocalStack',
      command: `${programs}/python`,
      args: ['-m', 'localstack.runtime.main'],
      environment: {
        SERVICES: 'sqs,sns',
        GATEWAY_LISTEN: `127.0.0.1:${port}`,
        // Its default server listens on every address, whatever is configured.
        GATEWAY_SERVER: 'hypercorn',
        OVERRIDE_IN_DOCKER: '0',
        FILESYSTEM_ROOT: resolve(cache, 'localstack-files'),
        DNS_ADDRESS: '0',
        EAGER_SERVICE_LOADING: '1',
        DISABLE_EVENTS: '1',
        SKIP_SSL_CERT_DOWNLOAD: '1',
        SQS_ENDPOINT_STRATEGY: 'path',
      },
      answers: async () => {
        const answer = await fetch(`${endpoint}/_localstack/health`)
        const { services } = (await answer.json()) as { services: Record<string, string> }
        return ['sqs', 'sns'].every((name) => /running|available/.test(services[name] ?? ''))
      },
    }),
  }
}

export async function moto(): Promise<SqsSnsPeer> {
  const programs = await installFromPyPi('moto', python!, 'moto[server,sqs,sns]==5.2.1')
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  return {
    endpoint,
    ...peer({
      name: 'moto',
      command: `${programs}/moto_server`,
      args: ['-H', '127.0.0.1', '-p', String(port)],
      answers: async () => (await fetch(`${endpoint}/moto-api/`)).ok,
    }),
  }
}

/** MiniStack needs Python 3.10 or newer. */
export async function miniStack(): Promise<SqsSnsPeer> {
  const programs = await installFromPyPi(
    'ministack',
    (await findPython(10)) ?? 'python3',
    'ministack==1.5.33',
  )
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  return {
    endpoint,
    ...peer({
      name: 'MiniStack',
      command: `${programs}/ministack`,
      args: [],
      environment: {
        BIND_HOST: '127.0.0.1',
        GATEWAY_PORT: String(port),
        SERVICES: 'sqs,sns',
        IOT_MTLS_ENABLED: '0',
        LOG_LEVEL: 'ERROR',
      },
      answers: async () => (await fetch(`${endpoint}/_ministack/health`)).ok,
    }),
  }
}
