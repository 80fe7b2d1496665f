import { existsSync, readFileSync } from 'node:fs'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { expect, onTestFinished, test } from 'vitest'
import { runCli } from '../../support/cli.js'
import { startTestEmulator } from '../../support/setup.js'

/** An agent's program, that has started the server as such programs do. */
async function startMcpClient(...args: readonly string[]) {
  const client = new Client({ name: 'an agent', version: '1' })
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: ['dist/cli/main.js', 'mcp', ...args],
    stderr: 'ignore',
  })
  await client.connect(transport)
  onTestFinished(() => client.close())
  const agent = {
    client,
    async callTool(name: string, input: Record<string, unknown> = {}) {
      const { isError, content } = await client.callTool({ name, arguments: input })
      const [part] = content as readonly { readonly text: string }[]
      return { isError: isError === true, text: part!.text }
    },
    /** What a tool answered, when all went well. */
    async callToolForJson(name: string, input: Record<string, unknown> = {}) {
      const { isError, text } = await agent.callTool(name, input)
      if (isError) throw new Error(text)
      return JSON.parse(text)
    },
  }
  return agent
}

const question =
  '<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd"><ExternalURL>https://example.com</ExternalURL><FrameHeight>0</FrameHeight></ExternalQuestion>'

test('each tool has a description and an input schema', async () => {
  const { client } = await startMcpClient()

  const { tools } = await client.listTools()

  expect(tools.map(({ name }) => name)).toEqual([
    'send_test_event',
    'list_deliveries',
    'get_delivery',
    'wait_for_deliveries',
    'read_inbox',
    'status',
    'call_mturk',
    'browse_hits',
    'preview_hit',
    'accept_hit',
    'submit_assignment',
    'return_assignment',
    'put_crowd',
    'list_crowds',
    'clock',
    'advance_clock',
    'reset',
  ])
  const page = readFileSync('docs/mcp.md', 'utf8')
  expect(tools.filter(({ name }) => !page.includes(`\`${name}\``))).toEqual([])
  for (const { description, inputSchema } of tools) {
    expect(description).toMatch(/\.$/)
    expect(inputSchema.type).toBe('object')
  }
  const changing = tools.filter(({ annotations }) => !annotations?.readOnlyHint)
  expect(changing.map(({ name }) => name)).toContain('advance_clock')
  expect(changing.map(({ name }) => name)).not.toContain('read_inbox')
})

test('an agent sends a test event and reads what arrived', async () => {
  const { callToolForJson } = await startMcpClient()

  const { status, delivery } = await callToolForJson('send_test_event', {
    transport: 'Email',
    destination: 'you@example.com',
    eventType: 'HITReviewable',
  })

  expect({ status, sent: delivery.status }).toEqual({ status: 200, sent: 'sent' })
  expect(JSON.parse(delivery.payload).Events[0].EventType).toBe('HITReviewable')
  const [listed] = await callToolForJson('list_deliveries', { status: 'sent' })
  expect(await callToolForJson('list_deliveries', { status: 'failed' })).toEqual([])
  expect(await callToolForJson('get_delivery', { id: listed.id })).toEqual(delivery)
  expect((await callToolForJson('read_inbox')).mails).toMatchObject([{ to: ['you@example.com'] }])
})

test('an agent lets a worker and a crowd work on a HIT, and moves time', async () => {
  const { callToolForJson } = await startMcpClient('--clock', '2026-01-01T00:00:00Z')
  const { status, response } = await callToolForJson('call_mturk', {
    operation: 'CreateHIT',
    input: {
      Title: 'Draw a cat',
      Description: 'With a pencil',
      Reward: '0.10',
      AssignmentDurationInSeconds: 600,
      LifetimeInSeconds: 86_400,
      MaxAssignments: 2,
      Question: question,
    },
  })
  expect(status).toBe(200)
  const { HITId } = JSON.parse(response).HIT

  expect(await callToolForJson('browse_hits', { workerId: 'A1WORKER' })).toMatchObject([
    { hitId: HITId },
  ])
  const { id } = await callToolForJson('accept_hit', { workerId: 'A1WORKER', hitId: HITId })
  await callToolForJson('submit_assignment', {
    workerId: 'A1WORKER',
    assignmentId: id,
    answers: { cat: 'yes' },
  })
  await callToolForJson('put_crowd', { name: 'students', workers: 3, seed: 'one' })
  expect(await callToolForJson('advance_clock', { by: 'P1D' })).toMatchObject({
    now: '2026-01-02T00:00:00.000Z',
  })

  const [crowd] = await callToolForJson('list_crowds')
  expect(crowd.stats.submitted).toBe(1)
  const hit = await callToolForJson('call_mturk', { operation: 'GetHIT', input: { HITId } })
  expect(JSON.parse(hit.response).HIT).toMatchObject({ HITStatus: 'Reviewable' })
})

test('an agent gets errors as sentences', async () => {
  const { callTool } = await startMcpClient()

  expect(await callTool('accept_hit', { workerId: 'A1WORKER', hitId: '3NOWHERE' })).toEqual({
    isError: true,
    text: 'There is no HIT 3NOWHERE.',
  })
  expect(await callTool('advance_clock')).toEqual({ isError: true, text: 'Give either by or to.' })
  expect(
    (await callTool('send_test_event', { transport: 'Pigeon', destination: 'x' })).isError,
  ).toBe(true)
})

test('an agent can use a running emulator', async () => {
  const { endpoint, control } = await startTestEmulator()
  const { callToolForJson } = await startMcpClient('--endpoint', endpoint)

  expect(await callToolForJson('status')).toMatchObject({ endpoint })
  await callToolForJson('send_test_event', { transport: 'Email', destination: 'you@example.com' })

  expect((await control.deliveries()).deliveries).toHaveLength(1)
  expect(await runCli(['mcp', '--endpoint', endpoint, '--seed', 'x'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('Give one of the two.'),
  })
})

test('every link in llms.txt exists', () => {
  const links = [...readFileSync('llms.txt', 'utf8').matchAll(/\]\(([^)]+)\)/g)]

  expect(links.length).toBeGreaterThan(10)
  expect(links.map(([, file]) => file!).filter((file) => !existsSync(file))).toEqual([])
})
