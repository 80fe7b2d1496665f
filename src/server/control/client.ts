import type { HITLayout } from '../../domain/hit-layout.js'
import { Connection, queryOf } from './connection.js'
import type {
  Call,
  CallFilter,
  CallPage,
  CallWanted,
  ClockTold,
  CrowdGiven,
  CrowdsTold,
  CrowdTold,
  CrowdWorkerPage,
  Delivery,
  DeliveryFilter,
  DeliveryPage,
  FaultsGiven,
  FaultsTold,
  FaultTold,
  GivenRule,
  Happening,
  Info,
  Json,
  Mail,
  MailTold,
  PageWanted,
  QueueTold,
  ResetScope,
  TopicTold,
  WaitAnswer,
  WaitFilter,
} from './contract.js'
import { CrowdClient } from './crowd-client.js'
import { MarketClient } from './market-client.js'

/** The control API of an emulator, as functions. Every one of them throws ControlError. */
export class ControlClient extends CrowdClient {
  readonly #at: Connection
  /** HITs, HIT types and qualifications, to look at. */
  readonly market: MarketClient

  /** @param token what the emulator was started with, if it was */
  constructor(endpoint: string, { token }: { readonly token?: string } = {}) {
    const at = new Connection(endpoint, token)
    super(at)
    this.#at = at
    this.market = new MarketClient(at)
  }

  info = () => this.#at.json<Json<Info>>('/_mturk/info')

  deliveries = (filter: DeliveryFilter & PageWanted = {}) =>
    this.#at.json<Json<DeliveryPage>>(`/_mturk/deliveries${queryOf(filter)}`)

  delivery = (id: string) =>
    this.#at.json<Json<Delivery>>(`/_mturk/deliveries/${encodeURIComponent(id)}`)

  wait = (filter: WaitFilter = {}) =>
    this.#at.json<Json<WaitAnswer>>(`/_mturk/deliveries/wait${queryOf(filter)}`)

  redeliver = (id: string) =>
    this.#at.json<Json<Delivery>>(`/_mturk/deliveries/${encodeURIComponent(id)}/redeliver`, {
      method: 'POST',
    })

  /** What was asked of the requester's API lately. */
  calls = (filter: CallFilter & PageWanted = {}) =>
    this.#at.json<Json<CallPage>>(`/_mturk/calls${queryOf(filter)}`)

  call = (requestId: string) =>
    this.#at.json<Json<Call>>(`/_mturk/calls/${encodeURIComponent(requestId)}`)

  /** Asks the requester's API on an account's behalf; a refusal is an answer too. */
  ask = (wanted: CallWanted) => this.#at.post<Json<Call>>('/_mturk/calls', wanted)

  mails = () => this.#at.json<readonly Json<MailTold>[]>('/_mturk/mailbox')

  mail = (id: string) => this.#at.json<Json<Mail>>(`/_mturk/mailbox/${encodeURIComponent(id)}`)

  /** The source of a mail, as it came. */
  mailSource = async (id: string): Promise<string> =>
    (await this.#at.fetch(`/_mturk/mailbox/${encodeURIComponent(id)}/source`)).text()

  clearMails = async (): Promise<void> => {
    await this.#at.fetch('/_mturk/mailbox', { method: 'DELETE' })
  }

  /** @param only.newest how many messages of each, newest first; all of them unless said */
  queues = (only: { readonly arn?: string; readonly newest?: number } = {}) =>
    this.#at.json<readonly Json<QueueTold>[]>(`/_mturk/queues${queryOf(only)}`)

  topics = () => this.#at.json<readonly Json<TopicTold>[]>('/_mturk/topics')

  reset = (what: ResetScope) => this.#at.post<{ reset: ResetScope }>('/_mturk/reset', { what })

  /** The present world as an init file. */
  export = () => this.#at.json<object>('/_mturk/export')

  /** Registers a page with gaps, each written as its name in braces after a dollar sign. */
  layout = (id: string, html: string) =>
    this.#at.post<Json<HITLayout> & { readonly parameters: readonly string[] }>(
      `/_mturk/layouts/${id}`,
      { html },
      'PUT',
    )

  /** What an account has to spend, in dollars; with an amount, what it has from now on. */
  balance = (account: string, available?: string) =>
    available === undefined
      ? this.#at.json<{ account: string; available: string }>(`/_mturk/accounts/${account}/balance`)
      : this.#at.post<{ account: string; available: string }>(
          `/_mturk/accounts/${account}/balance`,
          { available },
          'PUT',
        )

  faults = () => this.#at.json<FaultsTold>('/_mturk/faults')

  /** Has these rules instead of those there were, and counts anew. */
  setFaults = (given: FaultsGiven) => this.#at.post<FaultsTold>('/_mturk/faults', given, 'PUT')

  addFault = (rule: Exclude<GivenRule, string>) => this.#at.post<FaultTold>('/_mturk/faults', rule)

  /** @param id without it, all of them */
  async removeFault(id?: string): Promise<void> {
    const path = id === undefined ? '' : `/${encodeURIComponent(id)}`
    await this.#at.fetch(`/_mturk/faults${path}`, { method: 'DELETE' })
  }

  crowds = async () => (await this.#at.json<Json<CrowdsTold>>('/_mturk/crowds')).crowds

  crowd = (name: string) => this.#at.json<Json<CrowdTold>>(crowdAt(name))

  /** Makes a crowd of simulated workers, or changes one. */
  putCrowd = (name: string, given: CrowdGiven = {}) =>
    this.#at.post<Json<CrowdTold>>(crowdAt(name), given, 'PUT')

  /** Changes of a crowd what is given, and leaves the rest as it is; a function answers no more. */
  changeCrowd = async (name: string, given: CrowdGiven) => {
    const { settings, templates } = await this.crowd(name)
    const { answers: _, ...before } = settings
    return this.putCrowd(name, { ...before, answers: templates, ...given } as CrowdGiven)
  }

  crowdWorkers = (name: string, page: { limit?: number; after?: number } = {}) =>
    this.#at.json<Json<CrowdWorkerPage>>(`${crowdAt(name)}/workers${queryOf(page)}`)

  /** Nobody comes any more; whoever works finishes. */
  stopCrowd = (name: string) => this.#at.post<Json<CrowdTold>>(`${crowdAt(name)}/stop`, {})

  startCrowd = (name: string) => this.#at.post<Json<CrowdTold>>(`${crowdAt(name)}/start`, {})

  async removeCrowd(name: string): Promise<void> {
    await this.#at.fetch(crowdAt(name), { method: 'DELETE' })
  }

  clock = () => this.#at.json<Json<ClockTold>>('/_mturk/clock')

  /** Stops the world's clock, or sets it going from where it stands. */
  setClock = (state: ClockTold['state']) =>
    this.#at.post<Json<ClockTold>>('/_mturk/clock', { state }, 'PUT')

  /** @param by an ISO 8601 duration, as `PT1H` */
  advance = (by: string) => this.#at.post<Json<ClockTold>>('/_mturk/clock/advance', { by })

  /** @param to an instant in ISO 8601 */
  advanceTo = (to: string) => this.#at.post<Json<ClockTold>>('/_mturk/clock/advance', { to })

  /** Resolves when nothing is on its way any more: neither deliveries nor what topics pass on. */
  settled = () => this.#at.json<{ settled: boolean }>('/_mturk/settled')

  /** Connects, and then gives everything that happens, until the loop over it ends. */
  stream = async (): Promise<AsyncGenerator<Json<Happening>>> => {
    const { body } = await this.#at.fetch('/_mturk/stream')
    return happeningsIn(body!.pipeThrough(new TextDecoderStream()))
  }
}

const crowdAt = (name: string) => `/_mturk/crowds/${encodeURIComponent(name)}`

async function* happeningsIn(chunks: AsyncIterable<string>): AsyncGenerator<Json<Happening>> {
  let text = ''
  for await (const chunk of chunks) {
    text += chunk
    const events = text.split('\n\n')
    text = events.pop()!
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event)?.[1]
      if (data) yield JSON.parse(data) as Json<Happening>
    }
  }
}
