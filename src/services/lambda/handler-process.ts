import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Socket } from 'node:net'
import type { Readable, Writable } from 'node:stream'
import type { Clock } from '../../core/clock.js'
import type { Timer } from '../../core/timer.js'
import nodeBootstrap from './bootstrap/node.cjs?raw'
import pythonBootstrap from './bootstrap/python.py?raw'
import { FunctionError, type FunctionErrorPayload } from './errors.js'
import type { HandlerFile } from './handler-file.js'
import type { Invocation } from './invoke.js'

interface HandlerProcessOptions {
  readonly handler: HandlerFile
  /** The program that runs handlers in Python. */
  readonly python: string
  readonly buildEnvironment: () => NodeJS.ProcessEnv
  /** How long an invocation may take, in milliseconds. */
  readonly timeoutMs: number
  /** Real time. */
  readonly clock: Clock
  readonly timer: Timer
  /** Called with each line that the handler prints. */
  readonly onOutput: (line: string) => void
}

/** What the process writes: that it is ready, or the outcome of the invocation. */
interface Reply {
  readonly isReady?: true
  readonly result?: unknown
  readonly error?: FunctionErrorPayload
  /** Whether the process ends after it. */
  readonly isFinal?: true
}

/** How long a handler may take to load, in milliseconds: it may import large libraries. */
const loadTimeoutMs = 60_000

/** The process of one function, which stays for the next invocation. The caller runs one at a time. */
export class HandlerProcess {
  readonly #options: HandlerProcessOptions
  #child: ChildProcess | undefined
  /** When the handler's file was changed that the process has loaded, in epoch milliseconds. */
  #loadedVersion: number | undefined
  #onReply: (reply: Reply) => void = () => {}
  #isClosed = false

  constructor(options: HandlerProcessOptions) {
    this.#options = options
  }

  /** @throws FunctionError when the function fails, ends or takes too long */
  async invoke(invocation: Invocation): Promise<unknown> {
    const { result, error } = await this.#run(invocation)
    if (error) throw new FunctionError(withRequestId(error, invocation.requestId))
    return result
  }

  /** Ends the process; an invocation in progress gets no outcome. */
  close(): void {
    this.#isClosed = true
    this.#onReply = () => {}
    this.#end()
  }

  async #run({ requestId, functionArn, payload }: Invocation): Promise<Reply> {
    const { clock, timeoutMs } = this.#options
    const version = await readVersion(this.#options.handler.file)
    if (version !== this.#loadedVersion) this.#end()
    if (!this.#child) {
      this.#loadedVersion = version
      const reply = await this.#load()
      if (reply.error) return reply
    }
    const reply = this.#waitForReply(
      timeoutMs,
      `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`,
    )
    const deadline = clock.now().getTime() + timeoutMs
    const requests = this.#child!.stdio[3] as Writable
    requests.write(`${JSON.stringify({ requestId, functionArn, payload, deadline })}\n`)
    return reply
  }

  async #load(): Promise<Reply> {
    const reply = this.#waitForReply(
      loadTimeoutMs,
      `The handler did not load within ${loadTimeoutMs / 1000} seconds`,
    )
    await this.#start().catch((error: NodeJS.ErrnoException) =>
      this.#onReply({ error: this.#explainStartError(error), isFinal: true }),
    )
    if (this.#isClosed) this.#end()
    return reply
  }

  #waitForReply(timeoutMs: number, message: string): Promise<Reply> {
    if (this.#isClosed) return new Promise(() => {})
    return new Promise((resolve) => {
      const cancelTimer = this.#options.timer.after(timeoutMs, () =>
        this.#onReply({
          error: { errorType: 'Sandbox.Timedout', errorMessage: message },
          isFinal: true,
        }),
      )
      this.#onReply = (reply) => {
        cancelTimer()
        this.#onReply = () => {}
        if (reply.isFinal) this.#end()
        resolve(reply)
      }
    })
  }

  #end(): void {
    this.#child?.kill('SIGKILL')
    this.#child = undefined
  }

  async #start(): Promise<void> {
    const { buildEnvironment, onOutput } = this.#options
    const [program, ...args] = this.#buildCommand()
    const { folder } = this.#options.handler
    // Loaded with the first function: most emulators have none.
    const { spawn: spawnDirectly } = process.getBuiltinModule('node:child_process')
    const { createInterface } = process.getBuiltinModule('node:readline')
    const spawn =
      process.platform === 'win32' ? (await import('cross-spawn')).default.spawn : spawnDirectly
    const child = spawn(program!, args, {
      cwd: folder,
      env: buildEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
      windowsHide: true,
    })
    this.#child = child
    const fail = (error: FunctionErrorPayload) => {
      if (this.#child !== child) return
      this.#child = undefined
      this.#onReply({ error, isFinal: true })
    }
    child.on('error', (error) => fail(this.#explainStartError(error)))
    for (const output of [child.stdout, child.stderr])
      createInterface({ input: output as Readable }).on('line', onOutput)
    // Its end may be noticed before its last words are read.
    const replies = createInterface({ input: child.stdio[4] as Readable })
    const allRead = new Promise<void>((resolve) => replies.on('close', resolve))
    replies.on('line', (line) => {
      const reply = parseReply(line)
      if (!reply || this.#child !== child) return
      // Also between two invocations.
      if (reply.isFinal) this.#end()
      this.#onReply(reply)
    })
    child.on('exit', async (code, signal) => {
      await allRead
      const reason = signal ? `signal: ${signal}` : `exit status ${code}`
      fail({
        errorType: 'Runtime.ExitError',
        errorMessage: `Runtime exited with error: ${reason}`,
      })
    })
    // A write may fail before the exit is noticed.
    child.stdio[3]?.on('error', () => {})
    // An emulator of the library does not keep its process.
    child.unref()
    for (const stream of child.stdio) (stream as Socket | null)?.unref()
  }

  #explainStartError({ code }: NodeJS.ErrnoException): FunctionErrorPayload {
    const { python, handler } = this.#options
    const { folder, runtime } = handler
    const errorMessage = !existsSync(folder)
      ? `The folder ${folder} of the handler does not exist.`
      : runtime === 'python'
        ? `${python} cannot be run. Give another program with --lambda-python.`
        : `The process of the handler could not be started: ${code}.`
    return { errorType: 'Runtime.InvalidEntrypoint', errorMessage }
  }

  #buildCommand(): readonly string[] {
    const { python, handler } = this.#options
    const { runtime, file, folder, module } = handler
    return runtime === 'node'
      ? [process.execPath, '-e', nodeBootstrap, file, handler.handler]
      : [python, '-u', '-c', pythonBootstrap, folder, module, handler.handler]
  }
}

/** @returns undefined when the file was removed, which its process then reports */
const readVersion = (file: string): Promise<number | undefined> =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  )

/** A handler may write to the file by mistake. */
function parseReply(line: string): Reply | undefined {
  try {
    const reply: unknown = JSON.parse(line)
    return typeof reply === 'object' && reply !== null ? (reply as Reply) : undefined
  } catch {
    return undefined
  }
}

/** As in Lambda, of errors that the runtime did not report itself. */
const withRequestId = (error: FunctionErrorPayload, requestId: string): FunctionErrorPayload =>
  error.errorType === 'Sandbox.Timedout' || error.errorType === 'Runtime.ExitError'
    ? { ...error, errorMessage: `RequestId: ${requestId} Error: ${error.errorMessage}` }
    : error
