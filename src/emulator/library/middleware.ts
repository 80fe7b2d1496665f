import type { ServerResponse } from 'node:http'
import type { TLSSocket } from 'node:tls'
import type { Logger } from '../../core/logger.js'
import { realTimer } from '../../core/timer.js'
import type { Middleware } from '../../server/middleware.js'
import { isEmulatorRequest } from '../../server/own-requests.js'
import { respondStopping } from '../../server/stopping-response.js'
import { readRequestOrigin } from '../../services/aws/request-origin.js'
import { readConfig } from '../config/read-config.js'
import type { Config } from '../config/settings.js'
import { createEmulator } from '../create-emulator.js'
import type { HttpFront, OpenHttp } from '../ports.js'

/** An emulator as a middleware of Express. */
export interface MTurkMiddleware extends Middleware {
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Starts an emulator behind the port of another Express app: `app.use(await mturk())`. It answers AWS
 * calls, the control API and the pages, and passes every other request on.
 *
 * Mount it at the root, before a body parser: a signature covers the body as it was sent.
 *
 * @param log the default writes to the standard error as the options say
 * @throws SettingError when an option makes no sense
 */
export async function mturk(options: Partial<Config> = {}, log?: Logger): Promise<MTurkMiddleware> {
  const values = { smtpPort: 0, ...options }
  const config = readConfig({ values, label: (name) => `the option ${name}` })
  const mount = new Mount(config.advertise)
  const { close } = await createEmulator(config, log, mount.open)
  return Object.assign(mount.handle, { close, [Symbol.asyncDispose]: close })
}

/** Stands for the port that the emulator does not have: the requests come from the app. */
class Mount implements HttpFront {
  readonly #advertised: string | undefined
  /** Of the app, as requests arrive on them. */
  readonly #ports = new Set<number>()
  readonly #responses = new Set<ServerResponse>()
  #latestEndpoint = ''
  #app: Middleware | undefined
  #onIdle = () => {}
  #isIdle = () => true

  constructor(advertised: string | undefined) {
    this.#advertised = advertised
  }

  readonly open: OpenHttp = async (app, _report, isHeld) => {
    this.#app = app
    this.#isIdle = () => [...this.#responses].every(({ socket }) => socket && isHeld(socket))
    return this
  }

  readonly endpoint = (): string => this.#advertised ?? this.#latestEndpoint

  readonly ports = (): readonly number[] => [...this.#ports]

  readonly handle: Middleware = (request, response, next) => {
    if (!this.#app || !isEmulatorRequest(request)) return next()
    const { baseUrl } = request as { baseUrl?: string }
    if (baseUrl)
      return next(
        new Error(
          `Mount mturk-local at the root of the app, app.use(await mturk()), not at ${baseUrl}.`,
        ),
      )
    // URLs in responses follow this header; the app itself terminates TLS here.
    if ((request.socket as TLSSocket).encrypted) request.headers['x-forwarded-proto'] ??= 'https'
    this.#latestEndpoint = readRequestOrigin(request.headers) ?? this.#latestEndpoint
    if (request.socket.localPort) this.#ports.add(request.socket.localPort)
    this.#responses.add(response)
    response.on('close', () => {
      this.#responses.delete(response)
      if (this.#isIdle()) this.#onIdle()
    })
    this.#app(request, response, next)
  }

  /** Its connections are the app's. */
  drain(): void {}

  async close(grace: number): Promise<void> {
    this.#app = undefined
    if (this.#isIdle()) return
    await new Promise<void>((resolve) => {
      const cancel = realTimer.after(grace, () => {
        for (const response of this.#responses) respondStopping(response)
      })
      this.#onIdle = () => {
        cancel()
        resolve()
      }
    })
  }
}
