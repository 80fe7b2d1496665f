import { createHash } from 'node:crypto'
import { createServer } from 'node:http'

/**
 * The reference for the cost of a call: a server that does a fixed amount of work for each call. An
 * echo would not do: most of its cost is the operating system's, which falls to a third when many
 * calls arrive at once.
 */
const work = (body) => {
  let text = body
  for (let time = 0; time < 40; time++) text = JSON.stringify(JSON.parse(text))
  return createHash('sha256').update(text).digest('hex')
}

const server = createServer((incoming, outgoing) => {
  const chunks = []
  incoming.on('data', (chunk) => chunks.push(chunk))
  incoming.on('end', () => outgoing.end(work(Buffer.concat(chunks).toString())))
})
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`))
