import { batchDefaults, batchIdPattern, rewardPattern } from '../../domain/batches/defaults.js'
import { countFlag, type Flag, type ParsedArguments } from '../arguments.js'

const year = 31_536_000

/** Calls at a time. */
const defaultConcurrency = 8
export const concurrencyFlag = countFlag('N', 'Calls at a time.', String(defaultConcurrency), {
  max: 100,
})

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
    check: (value) => rewardPattern.test(value),
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
    String(batchDefaults.autoApprovalDelay),
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

export const readConcurrency = ({ values }: ParsedArguments): number =>
  Number(values.concurrency ?? defaultConcurrency)

/** The values of flags of `batch create` that take whole numbers. */
export function readNumbers({ values }: ParsedArguments) {
  const read = (flag: string, byDefault: number) => Number(values[flag] ?? byDefault)
  return {
    assignments: read('assignments', batchDefaults.assignments),
    duration: read('duration', batchDefaults.duration),
    lifetime: read('lifetime', batchDefaults.lifetime),
    autoApprovalDelay: read('auto-approval-delay', batchDefaults.autoApprovalDelay),
    frameHeight: read('frame-height', batchDefaults.frameHeight),
  }
}
