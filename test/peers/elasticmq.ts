import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { freePort } from '../support/free-port.js'
import { cache, installFromMaven, peer } from './peer.js'

const folder = resolve(cache, 'elasticmq')

export async function elasticMq() {
  const jars = await installFromMaven('elasticmq', 'org.elasticmq:elasticmq-server_2.13:1.7.1')
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  const settings = resolve(folder, 'elasticmq.conf')
  await writeFile(
    settings,
    `include classpath("application.conf")
node-address { protocol = http, host = "127.0.0.1", port = ${port}, context-path = "" }
rest-sqs { enabled = true, bind-hostname = "127.0.0.1", bind-port = ${port} }
rest-stats { enabled = false }
aws { region = us-east-1, accountId = 000000000000 }
`,
  )
  return {
    endpoint,
    ...peer({
      name: 'ElasticMQ',
      command: 'java',
      args: [`-Dconfig.file=${settings}`, '-cp', jars, 'org.elasticmq.server.Main'],
      answers: async () => (await fetch(`${endpoint}/health`)).ok,
    }),
  }
}
