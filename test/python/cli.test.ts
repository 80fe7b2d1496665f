import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { waitForEndpoint } from '../support/cli.js'
import { createNodeFolder, findExtraNode, runPython, spawnPython } from './run.js'

const { withNode, withoutNode } = inject('environments')
const version = expect.stringMatching(/^\d+\.\d+\.\d+\n$/)
const install = 'Install one for this environment: pip install "mturk-local[node]"'

test('the command runs with the Node.js of the extra when the PATH has none', async () => {
  expect(await runPython(withNode, ['mturk-local', '--version'])).toEqual({
    code: 0,
    out: version,
    err: '',
  })
})

test('a signal ends the emulator, and its exit code is that of the command', async () => {
  const child = spawnPython(withNode, ['mturk-local', 'start', '--port', '0', '--smtp-port', '0'])
  const endpoint = await waitForEndpoint(child)
  const console = await fetch(`${endpoint}/console/`)
  child.kill('SIGTERM')

  expect(console.status).toBe(200)
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('exec runs a Python program under the names of Amazon, and passes its exit code on', async () => {
  const program = `
import boto3
mturk = boto3.client("mturk", region_name="us-east-1")
print(mturk.get_account_balance()["AvailableBalance"])
boto3.client("sns", region_name="us-east-1").list_topics()
raise SystemExit(7)`

  const { code, out } = await runPython(withNode, [
    'mturk-local',
    'exec',
    '--',
    'python',
    '-c',
    program,
  ])

  expect({ code, out }).toEqual({ code: 7, out: '10000.00\n' })
})

test('a wrong flag is a usage error', async () => {
  expect(await runPython(withNode, ['mturk-local', 'start', '--nonsense'])).toMatchObject({
    code: 2,
  })
})

test('without Node.js the command names the extra', async () => {
  expect(await runPython(withoutNode, ['mturk-local', '--version'])).toEqual({
    code: 127,
    out: '',
    err: `mturk-local: Node.js is not installed. ${install}\n`,
  })
})

test('a Node.js that is too old is refused in one sentence', async () => {
  const old = createNodeFolder('echo v20.20.2')

  expect(await runPython(withoutNode, ['mturk-local', '--version'], { path: [old] })).toEqual({
    code: 127,
    out: '',
    err: `mturk-local: ${old}/node is Node.js 20.20, and 22.16 or newer is needed. ${install}\n`,
  })
})

test('the Node.js of the PATH serves, and MTURK_LOCAL_NODE has priority', async () => {
  const node = await findExtraNode(withNode)
  const path = [createNodeFolder(`exec '${node}' "$@"`)]
  const old = join(createNodeFolder('echo v18.1.0'), 'node')

  const command = ['mturk-local', '--version'] as const
  expect(await runPython(withoutNode, command, { path })).toMatchObject({ code: 0, out: version })
  expect(
    await runPython(withoutNode, command, { path, environment: { MTURK_LOCAL_NODE: old } }),
  ).toMatchObject({ code: 127, err: expect.stringContaining('Node.js 18.1') })
  expect(
    await runPython(withoutNode, command, { environment: { MTURK_LOCAL_NODE: node } }),
  ).toMatchObject({ code: 0, out: version })
})

test('the wheel is of the version of package.json', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
  const code = 'from importlib.metadata import version; print(version("mturk-local"))'

  const { out } = await runPython(withoutNode, ['python', '-c', code])

  expect(out.trim()).toBe(version.replace(/-(a|b|rc)\w*\./, '$1'))
})

test('the wheel contains the licences and the list of its packages', async () => {
  const code = `
import json
from importlib.metadata import distribution
files = {path.name: path for path in distribution("mturk-local").files}
sbom = json.loads(files["mturk-local.cdx.json"].read_text())
names = {component["name"] for component in sbom["components"]}
print({"express", "zod", "preact"} <= names, "libsql" in names)
print(sorted(name for name in files if files[name].parent.name == "licenses"))
print("Apache License" in files["THIRD-PARTY.txt"].read_text())`

  const { out } = await runPython(withNode, ['python', '-c', code])

  expect(out.split('\n')).toEqual(['True False', "['LICENSE', 'THIRD-PARTY.txt']", 'True', ''])
})
