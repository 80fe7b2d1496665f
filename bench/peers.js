import { importTypeScript } from './import-typescript.js'
import { cpuWithEndedThreads } from './measure.js'
import {
  kill,
  startEchoServer,
  startExpressProgram,
  startFauxqsProgram,
  startMturkLocal,
} from './programs.js'

/**
 * The programs to compare: those that npm installs, and moto where the machine has it.
 * BENCH_PEERS=all, or =MailHog,Mailpit, adds others; installing them on first use takes minutes.
 */
export async function loadCandidates() {
  const { has, peer } = await importTypeScript('test/peers/peer.ts')
  const { freePort } = await importTypeScript('test/support/free-port.ts')
  const requested = process.env.BENCH_PEERS ?? ''
  const isRequested = (name) => requested === 'all' || requested.split(',').includes(name)
  const missing = []
  const candidates = [
    {
      name: 'mturk-local',
      speaks: ['mturk', 'sqs', 'sns', 'smtp'],
      start: ownProgram(startMturkLocal),
    },
    { name: 'node:http echo', speaks: ['http'], start: ownProgram(startEchoServer) },
    { name: 'Express', speaks: ['http'], start: ownProgram(startExpressProgram) },
    { name: 'fauxqs 1.9.2', speaks: ['sqs', 'sns'], start: ownProgram(startFauxqsProgram) },
  ]
  const addCandidate = (name, speaks, isInstalled, load) => {
    if (isInstalled) candidates.push({ name, speaks, start: async () => startPeer(await load()) })
    else missing.push(name)
  }

  const hasGo = await has('go')
  const hasMaven = (await has('java')) && (await has('mvn'))
  const clouds = isRequested('LocalStack')
    ? await importTypeScript('test/peers/clouds.ts')
    : undefined
  const mails = await importTypeScript('test/peers/mail-servers.ts')
  addCandidate('moto', ['sqs', 'sns'], await has('moto_server'), async () => {
    const port = await freePort()
    const endpoint = `http://127.0.0.1:${port}`
    const answers = async () => (await fetch(`${endpoint}/moto-api/`)).ok
    const args = ['-H', '127.0.0.1', '-p', String(port)]
    return { endpoint, ...peer({ name: 'moto', command: 'moto_server', args, answers }) }
  })
  addCandidate('LocalStack 4.14.0', ['sqs', 'sns'], clouds?.newPython, () => clouds.localStack())
  addCandidate('ElasticMQ 1.7.1', ['sqs'], isRequested('ElasticMQ') && hasMaven, async () =>
    (await importTypeScript('test/peers/elasticmq.ts')).elasticMq(),
  )
  addCandidate('MailHog 1.0.1', ['smtp'], isRequested('MailHog') && hasGo, () => mails.mailHog())
  addCandidate('Mailpit 1.27.11', ['smtp'], isRequested('Mailpit') && hasGo, () => mails.mailpit())
  return { candidates, missing }
}

const ownProgram = (start) => async () => {
  const program = await start()
  return { ...program, end: () => kill(program) }
}

async function startPeer(peer) {
  const startedAt = performance.now()
  await peer.start()
  const startupMs = performance.now() - startedAt
  const pid = peer.pid()
  return { ...peer, pid, startupMs, readCpu: cpuWithEndedThreads, end: () => peer.stop() }
}

/** Starts all programs; one that cannot be installed or started is left out, with the reason. */
export async function startAll(candidates) {
  const running = []
  const failed = []
  for (const { start, ...each } of candidates)
    try {
      running.push({ ...(await start()), ...each })
    } catch (error) {
      const [reason] = String(error.message ?? error).split('\n')
      failed.push(`${each.name}: ${reason}`)
    }
  return { running, failed }
}
