import { execFile } from 'node:child_process'
import { access, mkdir, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { expect, onTestFinished, test } from 'vitest'
import { clientConfigFor, startBench } from '../support/emulator.js'
import { cache, freePort, has, peer } from './peer.js'

const run = promisify(execFile)
const folder = resolve(cache, 'elasticmq')

/** Has Maven lay ElasticMQ and what it needs side by side; returns what Java takes as class path. */
async function classPath(): Promise<string> {
  const jars = resolve(folder, 'jars')
  const isThere = await access(resolve(folder, 'installed')).then(
    () => true,
    () => false,
  )
  if (!isThere) {
    await mkdir(folder, { recursive: true })
    await writeFile(
      resolve(folder, 'pom.xml'),
      `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>mturk-local</groupId><artifactId>peers</artifactId><version>1</version>
  <packaging>pom</packaging>
  <dependencies><dependency>
    <groupId>org.elasticmq</groupId><artifactId>elasticmq-server_2.13</artifactId>
    <version>1.7.1</version>
  </dependency></dependencies>
</project>
`,
    )
    await run(
      'mvn',
      [
        '--batch-mode',
        '--quiet',
        `-Dmaven.repo.local=${resolve(folder, 'repository')}`,
        `-DoutputDirectory=${jars}`,
        'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies',
      ],
      { cwd: folder, maxBuffer: 1e8 },
    )
    await mkdir(resolve(folder, 'installed'))
  }
  return `${jars}/*`
}

async function elasticMq() {
  const jars = await classPath()
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

const isPossible = (await has('java')) && (await has('mvn'))
if (!isPossible)
  console.log('Not run: ElasticMQ needs Java and Maven, which are not on this machine.')

test.skipIf(!isPossible)(
  'ElasticMQ takes a test event into a queue, also after it was stopped and started',
  async () => {
    const mq = await elasticMq()
    onTestFinished(() => mq.stop())
    await mq.start()
    const sqs = new SQSClient(clientConfigFor(mq.endpoint, '000000000000'))
    onTestFinished(() => sqs.destroy())
    const { mturk } = await startBench({ sqsEndpoint: mq.endpoint })
    const makeQueue = async () =>
      (await sqs.send(new CreateQueueCommand({ QueueName: 'news' }))).QueueUrl!
    const send = (Destination: string) =>
      mturk.send(
        new SendTestEventNotificationCommand({
          Notification: {
            Destination,
            Transport: 'SQS',
            Version: '2014-08-15',
            EventTypes: ['Ping'],
          },
          TestEventType: 'AssignmentSubmitted',
        }),
      )
    const received = async (QueueUrl: string) => {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }),
      )
      return Messages.map(({ Body }) => JSON.parse(Body!))
    }
    const arrived = [
      expect.objectContaining({
        EventDocVersion: '2014-08-15',
        Events: expect.arrayContaining([
          expect.objectContaining({ EventType: 'AssignmentSubmitted' }),
        ]),
      }),
    ]

    const url = await makeQueue()
    await send(url)
    expect(await received(url)).toEqual(arrived)

    await mq.stop()
    await expect(send(url)).rejects.toMatchObject({
      name: 'InternalFailure',
      $metadata: { httpStatusCode: 500 },
    })

    await mq.start()
    const again = await makeQueue()
    await send(again)
    expect(await received(again)).toEqual(arrived)
  },
  900_000,
)
