import { join } from 'node:path'
import { importTypeScript } from './import-typescript.js'
import { cpuWithEndedThreads } from './measure.js'
import {
  cache,
  kill,
  startEchoServer,
  startExpressProgram,
  startFauxqsProgram,
  startMturkLocal,
} from './programs.js'

process.env.PEERS_CACHE ??= join(cache, 'peers')

/**
 * The programs to compare. Peers are installed on first use, which takes minutes; one that cannot be
 * installed is left out. `BENCH_PEERS=LocalStack,MailHog,Mailpit`, or `all`, adds those; `none` leaves
 * out all that npm does not install.
 */
export async function loadCandidates() {
  const requested = process.env.BENCH_PEERS ?? ''
  const isRequested = (name) => requested === 'all' || requested.split(',').includes(name)
  const clouds = await importTypeScript('test/peers/clouds.ts')
  const { elasticMq } = await importTypeScript('test/peers/elasticmq.ts')
  const mails = await importTypeScript('test/peers/mail-servers.ts')
  const own = [
    {
      name: 'mturk-local',
      speaks: ['mturk', 'sqs', 'sns', 'smtp'],
      start: ownProgram(startMturkLocal),
    },
    { name: 'node:http echo', speaks: ['http'], start: ownProgram(startEchoServer) },
    { name: 'Express', speaks: ['http'], start: ownProgram(startExpressProgram) },
    { name: 'fauxqs 1.9.2', speaks: ['sqs', 'sns'], start: ownProgram(startFauxqsProgram) },
  ]
  const peer = (name, speaks, create) => ({
    name,
    speaks,
    start: async () => startPeer(await create()),
  })
  const byDefault = [
    peer('moto 5.2.1', ['sqs', 'sns'], clouds.moto),
    peer('MiniStack 1.5.33', ['sqs', 'sns'], clouds.miniStack),
    peer('ElasticMQ 1.7.1', ['sqs'], elasticMq),
  ]
  const onRequest = [
    peer('LocalStack 4.14.0', ['sqs', 'sns'], clouds.localStack),
    peer('MailHog 1.0.1', ['smtp'], mails.mailHog),
    peer('Mailpit 1.27.11', ['smtp'], mails.mailpit),
  ]
  const chosen = onRequest.filter(({ name }) => isRequested(name.split(' ')[0]))
  const candidates = requested === 'none' ? own : [...own, ...byDefault, ...chosen]
  const missing = [...byDefault, ...onRequest]
    .filter((each) => !candidates.includes(each))
    .map(({ name }) => `${name}: BENCH_PEERS=${name.split(' ')[0]} adds it`)
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
