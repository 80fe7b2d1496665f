const { createServer } = require('node:http')

/** Mounts the middleware, asks it whether it is ready, and ends. */
module.exports = async function serve(mturk) {
  const middleware = await mturk()
  const server = createServer((request, response) =>
    middleware(request, response, () => response.writeHead(404).end()),
  )
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const response = await fetch(`http://127.0.0.1:${server.address().port}/_mturk/ready`)
  await response.text()
  const other = await fetch(`http://127.0.0.1:${server.address().port}/orders`)
  await middleware.close()
  server.close()
  server.closeAllConnections()
  console.log(response.status, other.status === 404)
}
