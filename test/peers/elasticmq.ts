import { execFile } from 'node:child_process'
import { access, mkdir, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '../support/free-port.js'
import { cache, peer } from './peer.js'

const run = promisify(execFile)
const folder = resolve(cache, 'elasticmq')

/** Downloads ElasticMQ and its dependencies with Maven; returns the class path. */
async function installJars(): Promise<string> {
  const jars = resolve(folder, 'jars')
  const isInstalled = await access(resolve(folder, 'installed')).then(
    () => true,
    () => false,
  )
  if (!isInstalled) {
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

export async function elasticMq() {
  const jars = await installJars()
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
