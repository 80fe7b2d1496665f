import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { createTempFolder } from '../support/setup.js'
import { createNodeFolder, isRunning, runPython, spawnPython } from './run.js'

const { withNode, withoutNode } = inject('environments')

/** A folder with a user's files, by name. */
function createProject(files: Readonly<Record<string, string>>): string {
  const folder = createTempFolder()
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

const pytest = (
  programs: string,
  cwd: string,
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
  path: readonly string[] = [],
) => runPython(programs, ['pytest', '-p', 'no:cacheprovider', ...args], { cwd, environment, path })

test('the report of a failed test shows its calls with their errors, and its deliveries', async () => {
  const cwd = createProject({
    'test_failing.py': `
import pytest

def test_failing(mturk, mturk_queue, mturk_deliveries):
    mturk.send_test_event_notification(
        Notification=dict(Transport="SQS", Destination=mturk_queue.url, Version="2006-05-05",
                          EventTypes=["HITExpired"]),
        TestEventType="HITExpired",
    )
    with pytest.raises(mturk.exceptions.RequestError):
        mturk.get_hit(HITId="3MISSING")
    mturk_deliveries.wait_for(event_type="Ping", timeout=0.01)
`,
  })

  const { code, out } = await pytest(withNode, cwd)

  expect(code).toBe(1)
  expect(out).toContain("0 of 1 deliveries with event_type='Ping' were sent within 0.01 s.")
  const section = out.slice(out.indexOf('- mturk-local -'))
  expect(section).toMatch(/account \d{12}, console http:\S+\/console/)
  expect(section).toMatch(
    /GetHIT {2}400 {2}AWS.MechanicalTurk.HITDoesNotExist: Hit 3MISSING does not exist/,
  )
  expect(section).toMatch(/HITExpired {2}SQS {2}sent {2}http:\S+\/events/)
})

test('flags, the region and the time limit are options of the project', async () => {
  const cwd = createProject({
    'pyproject.toml': `
[tool.pytest.ini_options]
mturk_local_flags = ["--clock", "2026-01-01T00:00:00Z"]
mturk_local_region = "eu-west-1"
mturk_local_timeout = 0.02
`,
    'test_options.py': `
import pytest

def test_options(mturk_clock, mturk_queue, mturk_deliveries):
    assert mturk_clock.now().isoformat() == "2026-01-01T00:00:00+00:00"
    assert ":eu-west-1:" in mturk_queue.arn
    with pytest.raises(AssertionError, match="within 0.02 s"):
        mturk_deliveries.wait_for()
`,
  })

  const { code, out } = await pytest(withNode, cwd)

  expect(code, out).toBe(0)
})

test('tests of an emulator that others use cannot move its clock', async () => {
  const cwd = createProject({
    'test_shared.py': `
def test_clock(mturk_clock):
    mturk_clock.advance("PT1H")

def test_balance(mturk):
    assert mturk.get_account_balance()
`,
  })
  const child = spawnPython(withNode, [
    'mturk-local',
    'start',
    ...['--port', '0', '--smtp-port', '0', '--ready-json'],
  ])
  const [line] = await once(child.stdout!, 'data')
  const { endpoint } = JSON.parse(String(line))
  const environment = { MTURK_LOCAL_ENDPOINT: endpoint }

  // No Node.js is needed for an emulator that runs.
  const refused = await pytest(withoutNode, cwd, [], environment)
  const allowed = await pytest(
    withoutNode,
    cwd,
    ['-o', 'mturk_local_allow_shared=true'],
    environment,
  )

  expect(refused.out).toContain(`The emulator at ${endpoint} was not started by this run`)
  expect(refused.out).toContain('1 passed, 1 error')
  expect(allowed.out).toContain('2 passed')
})

test('without Node.js a test fails with one sentence that names the extra', async () => {
  const cwd = createProject({ 'test_one.py': 'def test_one(mturk): pass\n' })

  const { code, out } = await pytest(withoutNode, cwd)

  expect(code).toBe(1)
  expect(out).toContain('pip install "mturk-local[node]"')
})

test('a start that fails does not hang the run', async () => {
  const cwd = createProject({ 'test_one.py': 'def test_one(mturk): pass\n' })
  const hanging = createNodeFolder('[ "$1" = --version ] && echo v24.19.0 && exit; read -r line')

  const { code, out } = await pytest(
    withoutNode,
    cwd,
    ['-o', 'mturk_local_start_timeout=0.1'],
    {},
    [hanging],
  )

  expect(code).toBe(1)
  expect(out).toContain('The emulator did not start within 0.1 s.')
})

test('Ctrl-C leaves the emulator for what the tests clean up, and then none behind', async () => {
  const cwd = createProject({
    'test_long.py': `
import pytest, time

@pytest.fixture
def cleaned(mturk):
    yield
    print("balance", mturk.get_account_balance()["AvailableBalance"], flush=True)

def test_long(cleaned, mturk_emulator):
    print(mturk_emulator._process.ready["pid"], flush=True)
    time.sleep(60)
`,
  })
  const child = spawnPython(withNode, ['pytest', '-s', '-p', 'no:cacheprovider'], { cwd })
  let out = ''
  const started = new Promise<void>((resolve) => {
    child.stdout!.on('data', (chunk) => {
      out += chunk
      if (/^test_long.py (\d+)$/m.test(out)) resolve()
    })
  })
  await started
  const pid = Number(/^test_long.py (\d+)$/m.exec(out)![1])
  child.kill('SIGINT')
  await once(child, 'close')

  expect(out).toContain('balance 10000.00')
  expect(isRunning(pid)).toBe(false)
})

test('the plugin imports neither boto3 nor the emulator before a test asks for them', async () => {
  const cwd = createProject({
    'test_imports.py': `
import sys

def test_imports():
    assert "mturk_local.plugin" in sys.modules
    assert not {"boto3", "mturk_local.requester"} & set(sys.modules)
`,
  })

  const { code, out } = await pytest(withNode, cwd)

  expect(code, out).toBe(0)
})
