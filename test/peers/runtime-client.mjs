/** A runtime for Node by Lambda's Runtime API, as images bring one along: runs the handler of a file. */
const [, , file, handlerName] = process.argv
const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`
const { [handlerName]: handler } = await import(file)

for (;;) {
  const next = await fetch(`${api}/invocation/next`)
  const requestId = next.headers.get('lambda-runtime-aws-request-id')
  const [path, body] = await handler(await next.json()).then(
    (result) => ['response', result],
    ({ name, message }) => ['error', { errorType: name, errorMessage: message }],
  )
  await fetch(`${api}/invocation/${requestId}/${path}`, {
    method: 'POST',
    body: JSON.stringify(body ?? null),
  })
}
