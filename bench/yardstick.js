import { createHash } from 'node:crypto'
import { createServer } from 'node:http'

/**
 * What the cost of a call is measured by: a server that does the same amount of plain work for each
 * call. An echo alone would not do: most of it is the system's, and becomes a third when calls come
 * in droves.
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
