import { readdirSync, readFileSync } from 'node:fs'
import { Agent, type OutgoingHttpHeaders, request } from 'node:http'
import { stopwatch } from '../../core/stopwatch.js'

/** A repeated call. */
interface Load {
  readonly endpoint: string
  readonly body: string
  readonly headers: OutgoingHttpHeaders
  /**
   * Number of concurrent callers, each of which makes its next call after the response to the
   * previous one.
   */
  readonly callers: number
  readonly calls: number
  /** Process ID of the server. */
  readonly pid: number
  /** Resolves when what the calls caused has happened; the time until then counts. */
  readonly settled?: () => Promise<unknown>
  /** Reads the CPU time of a server that is more than one process. */
  readonly readCpu?: (pid: number) => number
}

export interface LoadResult {
  readonly perSecond: number
  /** In milliseconds. */
  readonly p50: number
  readonly p99: number
  /** CPU time of the server per call in microseconds; NaN where the system does not report it. */
  readonly cpu: number
}

function call(agent: Agent, url: string, headers: OutgoingHttpHeaders, body: string) {
  return new Promise<void>((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume()
      response.on('end', () =>
        response.statusCode === 200
          ? resolve()
          : reject(new Error(`${url} answered ${response.statusCode}`)),
      )
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

export const measure = {
  /**
   * CPU time of a process in microseconds, NaN where the system does not report it. Linux counts
   * nanoseconds for each thread, but only hundredths of a second for the process.
   */
  cpu(pid: number): number {
    const tasks = `/proc/${pid}/task`
    const readThread = (id: string): number => {
      try {
        return Number(readFileSync(`${tasks}/${id}/schedstat`, 'utf8').split(' ')[0])
      } catch {
        // The thread has ended since the folder was read.
        return 0
      }
    }
    try {
      return readdirSync(tasks).reduce((sum, id) => sum + readThread(id), 0) / 1000
    } catch {
      return Number.NaN
    }
  },

  /** Resident memory in bytes. */
  memory(pid: number): number {
    try {
      const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!
      return Number(kilobytes) * 1024
    } catch {
      return Number.NaN
    }
  },

  async load({ endpoint, body, headers, callers, calls, pid, ...more }: Load): Promise<LoadResult> {
    const { settled, readCpu = measure.cpu } = more
    const agent = new Agent({ keepAlive: true, maxSockets: callers })
    const requestHeaders = { ...headers, 'content-length': Buffer.byteLength(body) }
    const times: number[] = []
    let remaining = calls
    const caller = async () => {
      while (remaining-- > 0) {
        const elapsed = stopwatch()
        await call(agent, endpoint, requestHeaders, body)
        times.push(elapsed())
      }
    }
    const cpuBefore = readCpu(pid)
    const elapsed = stopwatch()
    await Promise.all(Array.from({ length: callers }, caller))
    await settled?.()
    const seconds = elapsed() / 1000
    agent.destroy()
    times.sort((a, b) => a - b)
    const percentile = (fraction: number) => times[Math.floor(times.length * fraction)]!
    return {
      perSecond: calls / seconds,
      p50: percentile(0.5),
      p99: percentile(0.99),
      cpu: (readCpu(pid) - cpuBefore) / calls,
    }
  },
}
