import { countFlag, type Flag, type ParsedArguments } from '../arguments.js'

/** Values without flags, where the help shows a number. */
export const batchDefaults = {
  reward: '0.05',
  assignments: 1,
  duration: 3600,
  lifetime: 604_800,
  'auto-approval-delay': 259_200,
  'frame-height': 0,
  concurrency: 8,
} as const

const year = 31_536_000
export const batchIdPattern = /^\d{1,15}$/

const inGroup = (group: string, flags: Readonly<Record<string, Flag>>) =>
  Object.fromEntries(Object.entries(flags).map(([name, flag]) => [name, { ...flag, group }]))

/** Flags of `batch create`. */
export const createFlags = inGroup('Flags of create', {
  template: {
    placeholder: 'FILE',
    description: `HTML with variables such as \${image_url}: a page, or the content of its form; required.`,
  },
  title: { placeholder: 'TEXT', description: 'Title of the HITs; it is required.' },
  description: {
    placeholder: 'TEXT',
    description: 'Description of the HITs.',
    default: 'the title',
  },
  keywords: { placeholder: 'TEXT', description: 'Keywords, separated by commas.' },
  reward: {
    placeholder: 'DOLLARS',
    description: 'Reward of each assignment.',
    default: batchDefaults.reward,
    check: (value) => /^\d{1,6}(\.\d\d?)?$/.test(value),
    expected: 'an amount such as 0.05',
  },
  assignments: countFlag('N', 'Workers for each HIT.', String(batchDefaults.assignments)),
  duration: countFlag('SECONDS', 'Time for an assignment.', String(batchDefaults.duration), {
    min: 30,
    max: year,
  }),
  lifetime: countFlag('SECONDS', 'Time until the HITs expire.', String(batchDefaults.lifetime), {
    min: 30,
    max: year,
  }),
  'auto-approval-delay': countFlag(
    'SECONDS',
    'Time from submission until an assignment is approved.',
    String(batchDefaults['auto-approval-delay']),
    { min: 0, max: 2_592_000 },
  ),
  'frame-height': countFlag('PIXELS', 'Height of the frame; 0 fits the page.', '0', { min: 0 }),
  escape: {
    description: 'Insert values as text; the website inserted them as HTML, as they are.',
  },
  batch: {
    placeholder: 'ID',
    description: 'ID of the batch; with one that exists, only HITs that are missing are created.',
    default: 'a new one',
    check: (value) => batchIdPattern.test(value),
    expected: '1 to 15 digits',
  },
})

/** The value of a flag that takes a whole number. */
export const readNumber = (
  { values }: ParsedArguments,
  name: Exclude<keyof typeof batchDefaults, 'reward'>,
) => Number(values[name] ?? batchDefaults[name])
