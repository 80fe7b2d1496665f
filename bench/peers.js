import { fromSource } from './from-source.js'
import { bareServer, end, express, fauxqs, mturk } from './programs.js'

/**
 * Who is measured beside one another: what npm installs, and moto where it is on the machine. With
 * BENCH_PEERS=all, or =MailHog,Mailpit, others too, installed on first use, which takes minutes.
 */
export async function everybody() {
  const { freePort, has, peer } = await fromSource('test/peers/peer.ts')
  const asked = process.env.BENCH_PEERS ?? ''
  const wants = (name) => asked === 'all' || asked.split(',').includes(name)
  const missing = []
  const candidates = [
    { name: 'mturk-local', speaks: ['mturk', 'sqs', 'sns', 'smtp'], start: ours(mturk) },
    { name: 'node:http echo', speaks: ['http'], start: ours(bareServer) },
    { name: 'Express', speaks: ['http'], start: ours(express) },
    { name: 'fauxqs 1.9.2', speaks: ['sqs', 'sns'], start: ours(fauxqs) },
  ]
  const offer = (name, speaks, isThere, load) => {
    if (isThere) candidates.push({ name, speaks, start: async () => running(await load()) })
    else missing.push(name)
  }

  const hasGo = await has('go')
  const hasMaven = (await has('java')) && (await has('mvn'))
  const clouds = wants('LocalStack') ? await fromSource('test/peers/clouds.ts') : undefined
  const mails = await fromSource('test/peers/mail-servers.ts')
  offer('moto', ['sqs', 'sns'], await has('moto_server'), async () => {
    const port = await freePort()
    const endpoint = `http://127.0.0.1:${port}`
    const answers = async () => (await fetch(`${endpoint}/moto-api/`)).ok
    const args = ['-H', '127.0.0.1', '-p', String(port)]
    return { endpoint, ...peer({ name: 'moto', command: 'moto_server', args, answers }) }
  })
  offer('LocalStack 4.14.0', ['sqs', 'sns'], clouds?.newPython, () => clouds.localStack())
  offer('ElasticMQ 1.7.1', ['sqs'], wants('ElasticMQ') && hasMaven, async () =>
    (await fromSource('test/peers/elasticmq.ts')).elasticMq(),
  )
  offer('MailHog 1.0.1', ['smtp'], wants('MailHog') && hasGo, () => mails.mailHog())
  offer('Mailpit 1.27.11', ['smtp'], wants('Mailpit') && hasGo, () => mails.mailpit())
  return { candidates, missing }
}

const ours = (start) => async () => {
  const program = await start()
  return { ...program, end: () => end(program) }
}

async function running(peer) {
  const began = performance.now()
  await peer.start()
  const started = performance.now() - began
  return { ...peer, pid: peer.pid(), started, end: () => peer.stop() }
}
