'use strict'
// Loaded by every Node program that runs under `mturk-local exec`, before its own code.
//
// Node gives no heed to HTTPS_PROXY, or since 22.21 and 24.5 only in agents of its own making, and
// Amazon's clients make theirs. So every connection that an agent or `fetch` opens to another
// machine goes through the proxy, regardless of who created the agent.
const http = require('node:http')
const https = require('node:https')
const tls = require('node:tls')

const proxy = new URL(process.env.HTTPS_PROXY)
/** Where the proxy cannot know whose program calls, its URL has a password. */
const authorization = proxy.password && {
  'proxy-authorization': `Basic ${Buffer.from(`${proxy.username}:${proxy.password}`).toString('base64')}`,
}
const near = process.env.NO_PROXY.split(',')
const isNear = (host) => near.includes(host.replace(/^\[|\]$/g, ''))

/** Calls back with a socket that leads to the host. */
function openTunnel(host, port, done) {
  const asked = http.request({
    host: proxy.hostname,
    port: proxy.port,
    method: 'CONNECT',
    path: `${host.includes(':') ? `[${host}]` : host}:${port}`,
    agent: false,
    headers: { ...authorization },
  })
  asked.on('connect', ({ statusCode, statusMessage }, socket) => {
    if (statusCode === 200) return done(null, socket)
    socket.destroy()
    done(new Error(`${host}: ${statusCode} ${statusMessage}`))
  })
  asked.on('error', done)
  asked.end()
}

const led = (direct, defaultPort, over) =>
  function createConnection(options, done) {
    const host = options.host || 'localhost'
    if (options.socketPath || isNear(host) || typeof done !== 'function')
      return direct.call(this, options, done)
    openTunnel(host, options.port || defaultPort, (error, socket) =>
      error ? done(error) : done(null, over(socket, options)),
    )
  }

const plain = (socket) => socket
const encrypted = (socket, { host, ...options }) =>
  tls.connect({ servername: host, ...options, path: undefined, socket })

const agents = [
  [http.Agent.prototype, 80, plain],
  [https.Agent.prototype, 443, encrypted],
]
for (const [agent, port, over] of agents)
  agent.createConnection = led(agent.createConnection, port, over)

/** `fetch` keeps its agent under one of these names, and makes it when something of it is first used. */
const dispatchers = ['undici.globalDispatcher.2', 'undici.globalDispatcher.1'].map(Symbol.for)
const { fetch } = globalThis
globalThis.fetch = (input, init) => {
  globalThis.fetch = fetch
  new Request('http://localhost/')
  for (const name of dispatchers) {
    const direct = globalThis[name]
    // Where Node itself heeds the variables, this is another agent, which does so.
    if (direct?.constructor.name === 'Agent') globalThis[name] = leadDispatcher(direct)
  }
  return fetch(input, init)
}

function leadDispatcher(direct) {
  const far = new direct.constructor({
    connect({ protocol, hostname, port, servername }, done) {
      const isEncrypted = protocol === 'https:'
      openTunnel(hostname, port || (isEncrypted ? 443 : 80), (error, socket) => {
        if (error || !isEncrypted) return done(error, socket)
        const secure = encrypted(socket, { host: servername || hostname })
        secure.once('secureConnect', () => done(null, secure)).once('error', done)
      })
    },
  })
  return {
    dispatch: (call, handler) =>
      (isNear(new URL(call.origin).hostname) ? direct : far).dispatch(call, handler),
  }
}
