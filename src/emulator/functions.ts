import { realClock } from '../core/clock.js'
import type { Logger } from '../core/logger.js'
import type { Random } from '../core/random.js'
import { realTimer } from '../core/timer.js'
import type { GuardedAgents } from '../services/egress/guarded-agents.js'
import { parseFunctionArn } from '../services/lambda/function-arn.js'
import { Functions } from '../services/lambda/functions.js'
import { buildHandlerEnvironment } from '../services/lambda/handler-environment.js'
import { findHandlerFiles } from '../services/lambda/handler-file.js'
import { HandlerProcess } from '../services/lambda/handler-process.js'
import { createEndpointInvoker } from '../services/lambda/invoke-endpoint.js'
import { QueueConsumer } from '../services/lambda/queue-consumer.js'
import { parseQueueSource } from '../services/lambda/queue-source.js'
import type { Queues } from '../services/sqs/queues.js'
import type { Config } from './config/settings.js'

/** The least that an endpoint may take in milliseconds: it may start a container first. */
const minEndpointTimeout = 60_000

/**
 * The functions of the settings. Only these name programs, and no call does.
 *
 * @param getEndpoint where a function reaches the emulator, once it listens
 * @throws SettingError when a handler has no file
 */
export function createFunctions(
  { lambda, lambdaEndpoint, lambdaTimeout, lambdaEnv, lambdaPython }: Config,
  random: Random,
  agents: GuardedAgents,
  getEndpoint: () => string,
  log: Logger,
): Functions {
  const files = findHandlerFiles(lambda)
  return new Functions({
    random: random.fork('functions'),
    clock: realClock,
    createHandler(functionArn) {
      const handler = files.get(parseFunctionArn(functionArn)?.name ?? '')
      return (
        handler &&
        new HandlerProcess({
          handler,
          python: lambdaPython ?? (process.platform === 'win32' ? 'python' : 'python3'),
          buildEnvironment: () =>
            buildHandlerEnvironment(handler, {
              inherited: process.env,
              given: lambdaEnv,
              functionArn,
              endpoint: getEndpoint(),
            }),
          timeoutMs: lambdaTimeout,
          clock: realClock,
          timer: realTimer,
          onOutput: (line) => log.info(line, { function: handler.name }),
        })
      )
    },
    endpoint:
      lambdaEndpoint === undefined
        ? undefined
        : createEndpointInvoker(
            lambdaEndpoint,
            agents,
            Math.max(lambdaTimeout, minEndpointTimeout),
          ),
  })
}

/** The queues of the settings whose messages functions get. */
export const createQueueConsumers = (
  { lambdaQueue, region, deliveryBackoff }: Config,
  parts: { readonly queues: Queues; readonly functions: Functions },
  committed: (() => Promise<void> | undefined) | undefined,
  log: Logger,
): readonly QueueConsumer[] =>
  lambdaQueue.map(
    (text) =>
      new QueueConsumer(parseQueueSource(text, region), {
        ...parts,
        committed,
        clock: realClock,
        timer: realTimer,
        backoffMs: deliveryBackoff,
        log,
      }),
  )
