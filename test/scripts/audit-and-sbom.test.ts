import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { isBuiltin } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { expect, onTestFinished, test } from 'vitest'
// @ts-expect-error: a script without types
import { rawFiles } from '../../scripts/raw-files.js'
import { listFiles } from '../support/list-files.js'
import { createTempFolder } from '../support/setup.js'

const run = promisify(execFile)

const advisory = (id: string, name: string, range: string) => ({
  id: 1,
  url: `https://github.com/advisories/${id}`,
  title: 'Made up for a test',
  severity: 'high',
  vulnerable_versions: range,
  cwe: [],
  cvss: { score: 0, vectorString: null },
  name,
})

/** A registry that has only these advisories. */
async function startRegistry(
  ...advisories: readonly ReturnType<typeof advisory>[]
): Promise<string> {
  const answer = Object.fromEntries(advisories.map((each) => [each.name, [each]]))
  const server = createServer((request, response) => {
    const isAuditRequest = request.url === '/-/npm/v1/security/advisories/bulk'
    request.resume()
    response
      .writeHead(isAuditRequest ? 200 : 404, { 'content-type': 'application/json' })
      .end(JSON.stringify(isAuditRequest ? answer : {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

/** The result of `npm run audit` with that registry and these rows of assessments. */
async function runAudit(registry: string, answers = '') {
  const file = join(createTempFolder(), 'advisories.md')
  writeFileSync(file, answers)
  const { code, stdout } = await run(process.execPath, ['scripts/audit.js', file], {
    env: { ...process.env, npm_config_registry: registry },
  }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error) => error,
  )
  return { code, out: stdout.replaceAll(file, 'FILE') as string }
}

test('an advisory on a run-time package needs an assessment', async () => {
  const there = await startRegistry(advisory('GHSA-aaaa', 'nodemailer', '<99'))

  const without = await runAudit(there)
  const answered = await runAudit(there, '| GHSA-aaaa | nodemailer | Not reached: we say why. |')

  expect(without).toMatchObject({ code: 1, out: expect.stringContaining('no assessment in FILE') })
  expect(answered).toMatchObject({ code: 0, out: expect.stringContaining('we say why.') })
})

test('packages that are bundled into pages count, those for development do not', async () => {
  const there = await startRegistry(
    advisory('GHSA-bbbb', 'preact', '<99'),
    advisory('GHSA-cccc', 'vitest', '<99'),
  )

  const { out } = await runAudit(there)

  expect(out).toContain('GHSA-bbbb (high) preact <99')
  expect(out).not.toContain('GHSA-cccc')
})

test('an assessment without an advisory is reported', async () => {
  const there = await startRegistry()

  const { code, out } = await runAudit(there, '| GHSA-dddd | express | Mended. |')

  expect([code, out]).toEqual([
    0,
    expect.stringContaining('GHSA-dddd is no longer reported: remove its assessment.'),
  ])
})

test('an unreachable registry prints one line and is no failure', async () => {
  const { code, out } = await runAudit('http://127.0.0.1:9/')

  expect([code, out]).toEqual([0, expect.stringMatching(/^Not audited: .*\n$/)])
})

const sources = listFiles('src').filter((file) => /(?<!\.d)\.tsx?$/.test(file))

/**
 * The packages that the program and its pages import; users install Vitest themselves. The bundler
 * finds them, since code samples in strings have imports too. `libsql` is loaded by `createRequire`.
 */
async function listImportedPackages(): Promise<readonly string[]> {
  const { metafile } = await build({
    stdin: {
      contents: sources.map((file) => `import './src/${file}'\n`).join(''),
      resolveDir: '.',
    },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    plugins: [rawFiles],
    outdir: 'unused',
    write: false,
    metafile: true,
    logLevel: 'error',
  })
  const names = Object.values(metafile.inputs)
    .flatMap(({ imports }) => imports)
    .filter(({ external, path }) => external && !isBuiltin(path))
    .map(({ path }) => /^(?:@[^/]+\/)?[^/]+/.exec(path)![0])
  return [...new Set([...names, 'libsql'])].filter((name) => name !== 'vitest')
}

test('the SBOM lists each run-time package with its locked version', async () => {
  const file = join(createTempFolder(), 'sbom.json')
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  const imported = await listImportedPackages()

  await run(process.execPath, ['scripts/sbom.js', file])

  const { bomFormat, metadata, components } = JSON.parse(readFileSync(file, 'utf8'))
  const hashOf = (name: string) =>
    components
      .find((each: { name: string }) => each.name === name)
      .hashes.map(({ content }: { content: string }) => Buffer.from(content, 'hex'))
      .map((hash: Buffer) => `sha512-${hash.toString('base64')}`)
  expect([bomFormat, metadata.component.name]).toEqual(['CycloneDX', 'mturk-local'])
  expect(imported).toEqual(expect.arrayContaining(['express', 'pg', 'preact']))
  for (const name of [...imported, 'body-parser'])
    expect(hashOf(name)).toEqual([packages[`node_modules/${name}`].integrity])
  expect(components.map(({ name }: { name: string }) => name)).not.toContain('vitest')
})
