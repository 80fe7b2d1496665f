import { createServer } from 'node:http'

/** The bound: a server that reads a body and gives it back. */
const server = createServer((incoming, outgoing) => {
  const chunks = []
  incoming.on('data', (chunk) => chunks.push(chunk))
  incoming.on('end', () => outgoing.end(Buffer.concat(chunks)))
})
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`))
