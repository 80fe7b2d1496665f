import { readdirSync, readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { importTypeScript } from './import-typescript.js'

/** The measurements of `mturk-local bench`. */
export const { measure } = await importTypeScript('src/cli/bench/measure.ts')

/** CPU time of a process, of its child processes and of those that have ended, in microseconds. */
export const cpuOfTree = (pid, readCpu = measure.cpu) =>
  listChildren(pid).reduce(
    (sum, child) => sum + (cpuOfTree(child, readCpu) || 0),
    readCpu(pid) + readTicks(pid, 13),
  )

/**
 * The same in hundredths of a second, but with that of threads that have ended: a server may start
 * one for each connection.
 */
export const cpuWithEndedThreads = (pid) => cpuOfTree(pid, (each) => readTicks(each, 11))

/** Two fields of the kernel's statistics, user and system time: 11 its own, 13 of ended children. */
function readTicks(pid, first) {
  try {
    // The name of the program, which may contain spaces, is in parentheses.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return (Number(fields[first]) + Number(fields[first + 1])) * 10_000
  } catch {
    return Number.NaN
  }
}

function listChildren(pid) {
  try {
    const tasks = `/proc/${pid}/task`
    return readdirSync(tasks).flatMap((id) =>
      (readFileSync(`${tasks}/${id}/children`, 'utf8').match(/\d+/g) ?? []).map(Number),
    )
  } catch {
    // The process or one of its threads has ended.
    return []
  }
}

/** Runs a task `count` times, `callers` at a time; each caller starts its next after its last. */
export async function measureTasks({ pid, callers, count, readCpu = measure.cpu }, task) {
  const times = []
  let remaining = count
  const cpuBefore = readCpu(pid)
  const startedAt = performance.now()
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (remaining-- > 0) {
        const taskStartedAt = performance.now()
        await task()
        times.push(performance.now() - taskStartedAt)
      }
    }),
  )
  const seconds = (performance.now() - startedAt) / 1000
  times.sort((a, b) => a - b)
  return {
    perSecond: count / seconds,
    p50: times[Math.floor(count * 0.5)],
    p99: times[Math.floor(count * 0.99)],
    cpu: (readCpu(pid) - cpuBefore) / count,
  }
}

/** Keeps its connections open; returns JSON responses. */
export function createJsonClient(endpoint) {
  const agent = new Agent({ keepAlive: true })
  const post = (headers, input) =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify(input)
      const options = {
        agent,
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      }
      request(endpoint, options, async (response) => {
        let text = ''
        for await (const chunk of response.setEncoding('utf8')) text += chunk
        if (response.statusCode === 200) resolve(text === '' ? {} : JSON.parse(text))
        else reject(new Error(`${endpoint} answered ${response.statusCode}: ${text}`))
      })
        .on('error', reject)
        .end(body)
    })
  return { post, close: () => agent.destroy() }
}
