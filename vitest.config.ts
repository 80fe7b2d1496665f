import { defineConfig } from 'vitest/config'

const build = 'test/support/build.ts'
const chromium = 'test/browser/chromium.ts'
const postgres = 'test/postgres/server.ts'

/** Generated and exhaustive suites, and those that start many programs. */
const slow = [
  'test/attacks/expressions.test.ts',
  'test/cli/bench.test.ts',
  'test/conformance/malformed.test.ts',
  'test/conformance/schema-cases.test.ts',
  'test/docs/**/*.test.ts',
  'test/random-walks.test.ts',
  'test/scripts/**/*.test.ts',
]

/** Suites that need more than npm installs, by their folder in `test`. */
const external = [
  'browser',
  'crash',
  'fuzz',
  'package',
  'peers',
  'postgres',
  'python',
  'sdk',
  'windows',
]

/** A limit ends what hangs. It leaves room for a machine that is ten times slower, or busy. */
const limits = { expect: { poll: { timeout: 60_000 } }, hookTimeout: 120_000, testTimeout: 120_000 }

const project = (name: string, include: readonly string[], options: object) => ({
  test: { name, include: [...include], ...limits, ...options },
})
const folder = (name: string) => [`test/${name}/**/*.test.ts`]
const oneFileAtATime = { fileParallelism: false }

export default defineConfig({
  test: {
    projects: [
      project('default', ['test/**/*.test.ts'], {
        exclude: [...slow, ...external.flatMap(folder)],
        // Loading Amazon's clients for each file would take a third of the time. No test mocks a module.
        isolate: false,
        globalSetup: [build],
      }),
      project('slow', slow, { globalSetup: [build], testTimeout: 300_000 }),
      project('browser', folder('browser'), { globalSetup: [build, chromium] }),
      project('pictures', ['test/pictures/*.picture.ts'], {
        globalSetup: [build, chromium],
        testTimeout: 300_000,
      }),
      project('crash', folder('crash'), {
        ...oneFileAtATime,
        globalSetup: [build, postgres],
        testTimeout: 1_200_000,
      }),
      project('fuzz', folder('fuzz'), {
        ...oneFileAtATime,
        globalSetup: [build],
        testTimeout: 1_800_000,
      }),
      project('package', folder('package'), {
        ...oneFileAtATime,
        globalSetup: ['test/package/install.ts'],
        hookTimeout: 300_000,
      }),
      // Peers are installed on first use, which takes minutes.
      project('peers', folder('peers'), {
        ...oneFileAtATime,
        globalSetup: [build],
        hookTimeout: 900_000,
      }),
      project('postgres', folder('postgres'), {
        ...oneFileAtATime,
        globalSetup: [build, postgres],
      }),
      project('python', folder('python'), {
        ...oneFileAtATime,
        globalSetup: ['test/python/install.ts'],
        hookTimeout: 300_000,
      }),
      project('sdks', folder('sdk'), {
        ...oneFileAtATime,
        globalSetup: ['test/support/packed-package.ts'],
        hookTimeout: 600_000,
        testTimeout: 600_000,
      }),
      project('windows', folder('windows'), {
        ...oneFileAtATime,
        globalSetup: ['test/windows/install.ts'],
        hookTimeout: 300_000,
      }),
    ],
  },
})
