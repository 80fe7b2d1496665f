// Calls each URL given, by `fetch`, and by Node's own client, with the agent that it brings and
// with one of the program's own.
import http from 'node:http'
import https from 'node:https'

const byAgent = (url, agent) =>
  new Promise((resolve, reject) => {
    const { get } = url.startsWith('https') ? https : http
    get(url, { agent }, (response) => {
      response.resume()
      resolve(response.statusCode)
    }).on('error', reject)
  })

const ways = {
  fetch: async (url) => (await fetch(url)).status,
  agent: (url) => byAgent(url, undefined),
  'own agent': (url) =>
    byAgent(url, url.startsWith('https') ? new https.Agent() : new http.Agent()),
}

for (const url of process.argv.slice(2))
  for (const [way, visit] of Object.entries(ways))
    console.log(
      `${url} ${way} ${await visit(url).catch((error) => (error.cause ?? error).message)}`,
    )
