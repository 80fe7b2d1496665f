import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'

/** Ticks of a process's CPU time, user and system, are hundredths of a second on Linux. */
function cpuMicroseconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10_000
}

function call(agent, url, headers, body) {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume()
      response.on('end', () =>
        response.statusCode === 200
          ? resolve()
          : reject(new Error(`${url} answered ${response.statusCode}`)),
      )
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

export const measure = {
  /** Microseconds of CPU time that a process has used. */
  cpu: cpuMicroseconds,

  /** Bytes resident. */
  memory: (pid) =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024,

  /** So many callers, each making its next call when the one before is answered. */
  async load({ endpoint, body, headers, callers, calls, pid }) {
    const agent = new Agent({ keepAlive: true, maxSockets: callers })
    const sent = { ...headers, 'content-length': Buffer.byteLength(body) }
    const times = []
    let left = calls
    const caller = async () => {
      while (left-- > 0) {
        const began = performance.now()
        await call(agent, endpoint, sent, body)
        times.push(performance.now() - began)
      }
    }
    const cpuBefore = cpuMicroseconds(pid)
    const began = performance.now()
    await Promise.all(Array.from({ length: callers }, caller))
    const seconds = (performance.now() - began) / 1000
    agent.destroy()
    times.sort((a, b) => a - b)
    const at = (part) => times[Math.floor(times.length * part)]
    return {
      perSecond: calls / seconds,
      p50: at(0.5),
      p99: at(0.99),
      cpu: (cpuMicroseconds(pid) - cpuBefore) / calls,
    }
  },
}
