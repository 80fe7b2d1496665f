/** One figure of the aims, which a part of the benchmark measures. */
export interface Aim {
  readonly figure: string
  /** What the figure is, after the words of its row. */
  readonly what: string
  /** Before the work on speed, on the same kind of machine. */
  readonly before: string
  readonly atMost?: number
  readonly atLeast?: number
  readonly digits?: number
  /** Why the aim is not met; shown only then. */
  readonly reason?: string
}

interface AimRow {
  readonly what: string
  readonly aims: readonly Aim[]
}

/** Of Node whose start and memory are measured. */
export const releases = ['20', '22', '24']

const perRelease = (
  name: string,
  before: string,
  aim: Pick<Aim, 'atMost' | 'digits'>,
  reasons: Readonly<Record<string, string>> = {},
) =>
  releases.map((release) => ({
    figure: `${name}${release}`,
    what: `on Node ${release}`,
    before,
    ...aim,
    reason: reasons[release],
  }))

const compileReason =
  'most of what is not Node’s own is to compile the program; a cache on disk, tried, saves 10 ms'

export const aimRows: readonly AimRow[] = [
  {
    what: 'Test event into a built-in queue: CPU',
    aims: [
      { figure: 'testEventByEcho', what: 'times the echo', before: '15–17', atMost: 5 },
      { figure: 'testEventByPublish', what: 'times fauxqs’ publish', before: '5–7', atMost: 2 },
    ],
  },
  {
    what: 'Test event into a built-in queue: rate, in memory',
    aims: [
      {
        figure: 'testEventRate',
        what: 'times fauxqs’ publish',
        before: '0.14–0.21',
        atLeast: 0.7,
        reason: 'each event is checked and kept in a log, which fauxqs has none of',
      },
      {
        figure: 'testEventRateOthers',
        what: 'times the quickest other peer',
        before: 'not measured',
        atLeast: 3,
        reason:
          'it uses both cores, and three times the CPU for a call; this is one process on one',
      },
    ],
  },
  {
    what: 'Test event through a topic until it is in the queue: CPU',
    aims: [
      {
        figure: 'topicEvent',
        what: 'times two publishes of fauxqs and one RSA signature',
        before: '1.28 (406 µs)',
        atMost: 1,
        reason:
          'the signature is half of it, and costs a quarter more beside busy callers; fauxqs keeps no log',
      },
    ],
  },
  {
    what: 'GetAccountBalance: CPU',
    aims: [{ figure: 'balance', what: 'times the echo', before: '3.7–5', atMost: 2 }],
  },
  {
    what: 'CreateHIT: CPU',
    aims: [{ figure: 'createHit', what: 'times the echo', before: '22', atMost: 14 }],
  },
  {
    what: 'SQS against fauxqs',
    aims: [
      { figure: 'sqsSend', what: 'SendMessage, CPU', before: '2.2–2.6', atMost: 1.3 },
      {
        figure: 'sqsConsume',
        what: 'receive and delete one by one, rate',
        before: '0.46',
        atLeast: 1,
        reason: 'the rounds of both programs overlap',
      },
    ],
  },
  {
    what: 'A file against memory: time',
    aims: [
      ...[
        { figure: 'fileTestEvent', what: 'test event, at normal', before: '1.77', atMost: 1.2 },
        { figure: 'fileCreateHit', what: 'CreateHIT, at normal', before: '1.61', atMost: 1.1 },
        { figure: 'fullTestEvent', what: 'test event, at full', before: '–', atMost: 1.3 },
        { figure: 'fullCreateHit', what: 'CreateHIT, at full', before: '–', atMost: 1.3 },
      ].map((aim) => ({
        ...aim,
        reason: 'SQLite writes each page to its log, and again to the file at a checkpoint',
      })),
    ],
  },
  {
    what: 'PostgreSQL: CPU of an event with two processes against one',
    aims: [
      {
        figure: 'postgresTwo',
        what: 'the emulators and the server',
        before: '1.2–1.8',
        atMost: 1.1,
        reason: 'the processes, the server and the callers share two cores and their caches',
      },
    ],
  },
  {
    what: 'Start to the first response against fauxqs',
    aims: perRelease(
      'start',
      '0.57–0.66',
      { atMost: 0.5 },
      {
        20: 'libsql is loaded, since only later releases have SQLite themselves',
        22: compileReason,
        24: compileReason,
      },
    ),
  },
  {
    what: 'Memory at rest, MiB',
    aims: perRelease(
      'idle',
      '64–80',
      { atMost: 70, digits: 0 },
      {
        22: 'an empty server needs 5 MiB more than on Node 20',
      },
    ),
  },
  {
    what: 'Memory after 200,000 test events, at both limits of 100,000',
    aims: [
      {
        figure: 'fullLog',
        what: 'MiB',
        before: '1,116',
        atMost: 450,
        digits: 0,
        reason:
          'the log takes 190 in SQLite, the queue 100, and V8 keeps as much again until it needs it',
      },
    ],
  },
  {
    what: 'Simulated workers',
    aims: [
      {
        figure: 'crowd',
        what: 'events delivered a second',
        before: '656–942',
        atLeast: 1500,
        digits: 0,
        reason: 'half of it are the 58 statements of an assignment and of the visits before it',
      },
    ],
  },
]

/** What a part of the benchmark saves. */
export interface PartResult {
  /** What a bare server of node:http took in the same rounds, by the figure that needs it. */
  readonly echoes: Readonly<Record<string, string>>
  readonly figures: Readonly<Record<string, number>>
  /** Tables of the part, by title; the first row is their head. */
  readonly tables?: Readonly<Record<string, readonly (readonly string[])[]>>
  readonly notMeasured?: readonly string[]
}

export interface BenchmarkResults {
  /** Of the run. */
  readonly date: string
  readonly node: string
  readonly machine: string
  /** The load average at its end, the benchmark's own included. */
  readonly load: number
  readonly parts: Readonly<Record<string, PartResult>>
}

const format = (value: number, digits = 2) =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })

const verdict = ({ atMost, atLeast, reason }: Aim, value: number): string => {
  const isMet = atMost === undefined ? value >= atLeast! : value <= atMost
  if (isMet) return 'met'
  return reason ? `missed: ${reason}` : 'missed'
}

const formatLimit = ({ atMost, atLeast, digits = 2 }: Aim): string => {
  const limit = (atMost ?? atLeast)!.toLocaleString('en-US', { maximumFractionDigits: digits })
  return `${atMost === undefined ? '≥' : '≤'} ${limit}`
}

export const aimHead = ['', 'before', 'now', 'aim', 'echo of the run', '']

/** One line for each aim, under a line for its row. */
export function listAims({ parts }: Pick<BenchmarkResults, 'parts'>): readonly string[][] {
  const findPart = (figure: string) =>
    Object.values(parts).find(({ figures }) => typeof figures[figure] === 'number')
  return aimRows.flatMap(({ what, aims }) => [
    [what, '', '', '', '', ''],
    ...aims.map((aim) => {
      const part = findPart(aim.figure)
      if (!part) return [`– ${aim.what}`, aim.before, '', formatLimit(aim), '', 'not measured']
      const value = part.figures[aim.figure]!
      const now = format(value, aim.digits)
      return [
        `– ${aim.what}`,
        aim.before,
        now,
        formatLimit(aim),
        part.echoes[aim.figure] ?? '',
        // What is shown decides.
        verdict(aim, Number(now.replaceAll(',', ''))),
      ]
    }),
  ])
}

/** What the parts could not measure, each with its reason. */
export const listNotMeasured = ({ parts }: Pick<BenchmarkResults, 'parts'>): readonly string[] =>
  Object.values(parts).flatMap(({ notMeasured = [] }) => notMeasured)
