import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { cache, installFromPyPi } from './peer.js'

export const suites = [
  'sqs/test_sqs.py',
  'sqs/test_sqs_move_task.py',
  'sns/test_sns.py',
  'sns/test_sns_filter_policy.py',
]

export interface SuiteResult {
  /** The number of tests by suite and outcome, as pytest names it. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** The tests that do not pass, as `file::class::test`. */
  readonly failures: readonly string[]
}

/** Runs the tests of SQS and SNS from a copy of LocalStack's repository against an endpoint. */
export async function runLocalStackSuites(
  python: string,
  repository: string,
  endpoint: string,
): Promise<SuiteResult> {
  // The tests import the runtime, but do not start it; the second line is undeclared.
  const programs = await installFromPyPi(
    'localstack-suites',
    python,
    ...['localstack-core[base-runtime]==2026.3.0', 'moto-ext>=5.1.22'],
    ...['cbor2==5.7.1', 'pyOpenSSL==25.3.0', 'service-identity==24.2.0', 'jsonpath-ng==1.7.0'],
    ...['pytest', 'pytest-httpserver', 'pytest-rerunfailures', 'localstack-snapshot'],
  )
  const child = spawn(
    `${programs}/python`,
    [
      ...['-m', 'pytest', '-q', '--tb=no', '--show-capture=no'],
      ...['-p', 'localstack_suites', '-p', 'no:cacheprovider', '-p', 'no:logging'],
      ...['-p', 'no:warnings', ...suites.map((file) => `tests/aws/services/${file}`)],
    ],
    {
      cwd: repository,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env.PATH,
        HOME: resolve(cache, 'localstack-files'),
        PYTHONPATH: resolve('test/peers'),
        PYTHONDONTWRITEBYTECODE: '1',
        AWS_ENDPOINT_URL: endpoint,
        TEST_AWS_ENDPOINT_URL: endpoint,
        TEST_SKIP_LOCALSTACK_START: '1',
        LOCALSTACK_INTERNAL_TEST_RUN: '1',
        LOCALSTACK_HOST: new URL(endpoint).host,
        FILESYSTEM_ROOT: resolve(cache, 'localstack-files'),
        SERVICES: 'sqs,sns',
        STRICT_SERVICE_LOADING: '1',
        DISABLE_EVENTS: '1',
        SKIP_SSL_CERT_DOWNLOAD: '1',
      },
    },
  )
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  await once(child, 'close')
  const counts: Record<string, Record<string, number>> = {}
  for (const [, suite, outcome, count] of output.matchAll(
    /^count tests\/aws\/services\/(\S+) (\w+) (\d+)$/gm,
  )) {
    counts[suite!] ??= {}
    counts[suite!]![outcome!] = Number(count)
  }
  return {
    counts,
    failures: [...output.matchAll(/^failure tests\/aws\/services\/(.+)$/gm)].map(
      ([, test]) => test!,
    ),
  }
}
