import express from 'express'

const server = express()
  .post('/', (_, response) => response.send('hello'))
  .listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`))
