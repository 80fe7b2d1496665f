'use strict'

/**
 * Runs a handler of Node: reads a request from each line of file 3, and writes a response to a line of
 * file 4. Standard output belongs to the handler.
 */
const { writeSync } = require('node:fs')
const { pathToFileURL } = require('node:url')
const { Worker } = require('node:worker_threads')

const [, file, handlerName] = process.argv

function writeLine(text) {
  const bytes = Buffer.from(`${text}\n`)
  for (let sent = 0; sent < bytes.length; ) sent += writeSync(4, bytes, sent)
}

const send = (message) => writeLine(JSON.stringify(message))

/** An error as Lambda’s runtime for Node writes it, without the lines of this file. */
const describe = (error, errorType) =>
  error instanceof Error
    ? {
        errorType: errorType ?? error.name,
        errorMessage: error.message,
        trace: String(error.stack)
          .split('\n')
          .filter((line) => !line.includes('[eval]')),
      }
    : { errorType: errorType ?? typeof error, errorMessage: String(error), trace: [] }

/** A later client of Lambda’s for Node has a name for it, from Node 24 on as far as is known. */
const marshalErrorType =
  Number.parseInt(process.versions.node, 10) < 24 ? 'Error' : 'Runtime.JSONStringifyError'

function sendResult(result) {
  let line
  try {
    line = JSON.stringify({ result: result === undefined ? null : result })
  } catch {
    send({ error: describe(new Error('Unable to stringify response body'), marshalErrorType) })
    return
  }
  writeLine(line)
}

function fail(error) {
  send({ error, isFinal: true })
  process.exit(1)
}

process.on('uncaughtException', (error) => fail(describe(error)))
process.on('unhandledRejection', (reason) =>
  fail({
    ...describe(reason, 'Runtime.UnhandledPromiseRejection'),
    errorMessage: String(reason),
  }),
)

// The end of the process waits for the thread that reads, which may not end; the emulator ends both.
process.on('exit', (code) =>
  send({
    error: {
      errorType: 'Runtime.ExitError',
      errorMessage: `Runtime exited with error: exit status ${code}`,
    },
    isFinal: true,
  }),
)

async function load() {
  let module
  try {
    module = await import(pathToFileURL(file).href)
  } catch (error) {
    const isMissing = /^(ERR_)?MODULE_NOT_FOUND$/.test(error?.code)
    const isSyntax = error instanceof SyntaxError
    fail(
      describe(
        error,
        isMissing
          ? 'Runtime.ImportModuleError'
          : isSyntax
            ? 'Runtime.UserCodeSyntaxError'
            : undefined,
      ),
    )
  }
  const handler = module[handlerName] ?? module.default?.[handlerName]
  if (typeof handler !== 'function')
    fail({
      errorType: 'Runtime.HandlerNotFound',
      errorMessage: `${process.env._HANDLER} is undefined or not exported`,
      trace: [],
    })
  return handler
}

const invoke = (handler, event, context) =>
  new Promise((resolve, reject) => {
    const callback = (error, result) => (error == null ? resolve(result) : reject(error))
    const returned = handler(event, context, callback)
    if (typeof returned?.then === 'function') returned.then(resolve, reject)
    // One that takes a callback calls it.
    else if (handler.length < 3) resolve(returned)
  })

const buildContext = ({ requestId, functionArn, deadline }) => ({
  awsRequestId: requestId,
  functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
  functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
  memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
  invokedFunctionArn: functionArn,
  logGroupName: `/aws/lambda/${process.env.AWS_LAMBDA_FUNCTION_NAME}`,
  logStreamName: 'mturk-local',
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(deadline - Date.now(), 0),
})

/** A thread of its own, so that the process also ends with the emulator while the handler is busy. */
const reader = `
  const { readSync } = require('node:fs')
  const { parentPort } = require('node:worker_threads')
  const buffer = Buffer.alloc(65536)
  let chunks = []
  for (;;) {
    let count = 0
    try {
      count = readSync(3, buffer)
    } catch (error) {
      if (error.code === 'EAGAIN') {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
        continue
      }
    }
    if (count === 0) process.kill(process.pid, 'SIGKILL')
    let rest = buffer.subarray(0, count)
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      parentPort.postMessage(Buffer.concat([...chunks, rest.subarray(0, end)]).toString())
      chunks = []
      rest = rest.subarray(end + 1)
    }
    chunks.push(Buffer.from(rest))
  }`

void load().then((handler) => {
  new Worker(reader, { eval: true }).on('message', (line) => {
    const request = JSON.parse(line)
    // Parsed by itself, so that the handler has an event of its own.
    invoke(handler, JSON.parse(request.payload), buildContext(request)).then(sendResult, (error) =>
      send({ error: describe(error) }),
    )
  })
  send({ isReady: true })
})
