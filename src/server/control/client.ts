import type { HitLayoutRecord } from '../../domain/hit-layout.js'
import { Connection, queryOf } from './connection.js'
import type {
  CallFilter,
  CallPage,
  CallRequest,
  CallView,
  ClockView,
  CrowdInput,
  CrowdListView,
  CrowdView,
  CrowdWorkerPage,
  Delivery,
  DeliveryFilter,
  DeliveryPage,
  FaultRuleInput,
  FaultRuleView,
  FaultsInput,
  FaultsView,
  InfoView,
  Json,
  LiveEvent,
  Mail,
  MailView,
  PageRequest,
  QueueView,
  ResetScope,
  TopicView,
  WaitFilter,
  WaitResult,
} from './contract.js'
import { MarketClient } from './market-client.js'
import { WorkerClient } from './worker-client.js'

/** The control API of an emulator, as functions. Every one of them throws ControlError. */
export class ControlClient extends WorkerClient {
  readonly #connection: Connection
  /** HITs, HIT types and qualifications, to look at. */
  readonly market: MarketClient

  /** @param token what the emulator was started with, if it was */
  constructor(endpoint: string, { token }: { readonly token?: string } = {}) {
    const connection = new Connection(endpoint, token)
    super(connection)
    this.#connection = connection
    this.market = new MarketClient(connection)
  }

  info = () => this.#connection.json<Json<InfoView>>('/_mturk/info')

  deliveries = (filter: DeliveryFilter & PageRequest = {}) =>
    this.#connection.json<Json<DeliveryPage>>(`/_mturk/deliveries${queryOf(filter)}`)

  delivery = (id: string) =>
    this.#connection.json<Json<Delivery>>(`/_mturk/deliveries/${encodeURIComponent(id)}`)

  waitForDeliveries = (filter: WaitFilter = {}) =>
    this.#connection.json<Json<WaitResult>>(`/_mturk/deliveries/wait${queryOf(filter)}`)

  redeliver = (id: string) =>
    this.#connection.json<Json<Delivery>>(
      `/_mturk/deliveries/${encodeURIComponent(id)}/redeliver`,
      {
        method: 'POST',
      },
    )

  /** What was asked of the requester's API lately. */
  calls = (filter: CallFilter & PageRequest = {}) =>
    this.#connection.json<Json<CallPage>>(`/_mturk/calls${queryOf(filter)}`)

  call = (requestId: string) =>
    this.#connection.json<Json<CallView>>(`/_mturk/calls/${encodeURIComponent(requestId)}`)

  /** Asks the requester's API on an account's behalf; a refusal is an answer too. */
  callOperation = (request: CallRequest) =>
    this.#connection.post<Json<CallView>>('/_mturk/calls', request)

  mails = () => this.#connection.json<readonly Json<MailView>[]>('/_mturk/mailbox')

  mail = (id: string) =>
    this.#connection.json<Json<Mail>>(`/_mturk/mailbox/${encodeURIComponent(id)}`)

  /** The source of a mail, as it came. */
  mailSource = async (id: string): Promise<string> =>
    (await this.#connection.fetch(`/_mturk/mailbox/${encodeURIComponent(id)}/source`)).text()

  clearMails = async (): Promise<void> => {
    await this.#connection.fetch('/_mturk/mailbox', { method: 'DELETE' })
  }

  /** @param only.newest how many messages of each, newest first; all of them unless said */
  queues = (filter: { readonly arn?: string; readonly newest?: number } = {}) =>
    this.#connection.json<readonly Json<QueueView>[]>(`/_mturk/queues${queryOf(filter)}`)

  topics = () => this.#connection.json<readonly Json<TopicView>[]>('/_mturk/topics')

  reset = (scope: ResetScope) =>
    this.#connection.post<{ reset: ResetScope }>('/_mturk/reset', { scope })

  /** The present world as an init file. */
  export = () => this.#connection.json<object>('/_mturk/export')

  /** Registers a page with gaps, each written as its name in braces after a dollar sign. */
  putLayout = (id: string, html: string) =>
    this.#connection.post<Json<HitLayoutRecord> & { readonly parameters: readonly string[] }>(
      `/_mturk/layouts/${id}`,
      { html },
      'PUT',
    )

  /** What an account has to spend, in dollars; with an amount, what it has from now on. */
  balance = (account: string, available?: string) =>
    available === undefined
      ? this.#connection.json<{ account: string; available: string }>(
          `/_mturk/accounts/${account}/balance`,
        )
      : this.#connection.post<{ account: string; available: string }>(
          `/_mturk/accounts/${account}/balance`,
          { available },
          'PUT',
        )

  faults = () => this.#connection.json<FaultsView>('/_mturk/faults')

  /** Has these rules instead of those there were, and counts anew. */
  setFaults = (input: FaultsInput) =>
    this.#connection.post<FaultsView>('/_mturk/faults', input, 'PUT')

  addFault = (rule: Exclude<FaultRuleInput, string>) =>
    this.#connection.post<FaultRuleView>('/_mturk/faults', rule)

  /** @param id without it, all of them */
  async removeFault(id?: string): Promise<void> {
    const path = id === undefined ? '' : `/${encodeURIComponent(id)}`
    await this.#connection.fetch(`/_mturk/faults${path}`, { method: 'DELETE' })
  }

  crowds = async () => (await this.#connection.json<Json<CrowdListView>>('/_mturk/crowds')).crowds

  crowd = (name: string) => this.#connection.json<Json<CrowdView>>(crowdPath(name))

  /** Makes a crowd of simulated workers, or changes one. */
  putCrowd = (name: string, input: CrowdInput = {}) =>
    this.#connection.post<Json<CrowdView>>(crowdPath(name), input, 'PUT')

  /** Changes of a crowd what is given, and leaves the rest as it is; a function answers no more. */
  updateCrowd = async (name: string, changes: CrowdInput) => {
    const { settings, templates } = await this.crowd(name)
    const { answers: _, ...current } = settings
    return this.putCrowd(name, { ...current, answers: templates, ...changes } as CrowdInput)
  }

  crowdWorkers = (name: string, page: { limit?: number; after?: number } = {}) =>
    this.#connection.json<Json<CrowdWorkerPage>>(`${crowdPath(name)}/workers${queryOf(page)}`)

  /** Nobody comes any more; whoever works finishes. */
  stopCrowd = (name: string) =>
    this.#connection.post<Json<CrowdView>>(`${crowdPath(name)}/stop`, {})

  startCrowd = (name: string) =>
    this.#connection.post<Json<CrowdView>>(`${crowdPath(name)}/start`, {})

  async removeCrowd(name: string): Promise<void> {
    await this.#connection.fetch(crowdPath(name), { method: 'DELETE' })
  }

  clock = () => this.#connection.json<Json<ClockView>>('/_mturk/clock')

  /** Stops the world's clock, or sets it going from where it stands. */
  setClock = (state: ClockView['state']) =>
    this.#connection.post<Json<ClockView>>('/_mturk/clock', { state }, 'PUT')

  /** @param by an ISO 8601 duration, as `PT1H` */
  advance = (by: string) => this.#connection.post<Json<ClockView>>('/_mturk/clock/advance', { by })

  /** @param to an instant in ISO 8601 */
  advanceTo = (to: string) =>
    this.#connection.post<Json<ClockView>>('/_mturk/clock/advance', { to })

  /** Resolves when nothing is on its way any more: neither deliveries nor what topics pass on. */
  waitUntilIdle = () => this.#connection.json<{ settled: boolean }>('/_mturk/settled')

  /** Connects, and then gives everything that happens, until the loop over it ends. */
  stream = async (): Promise<AsyncGenerator<Json<LiveEvent>>> => {
    const { body } = await this.#connection.fetch('/_mturk/stream')
    return parseEventStream(body!.pipeThrough(new TextDecoderStream()))
  }
}

const crowdPath = (name: string) => `/_mturk/crowds/${encodeURIComponent(name)}`

async function* parseEventStream(chunks: AsyncIterable<string>): AsyncGenerator<Json<LiveEvent>> {
  let text = ''
  for await (const chunk of chunks) {
    text += chunk
    const events = text.split('\n\n')
    text = events.pop()!
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event)?.[1]
      if (data) yield JSON.parse(data) as Json<LiveEvent>
    }
  }
}
