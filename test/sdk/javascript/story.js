import { creation } from './chapters/creation.js'
import { errors } from './chapters/errors.js'
import { faults } from './chapters/faults.js'
import { life } from './chapters/life.js'
import { pages } from './chapters/pages.js'
import { testEvents } from './chapters/test-events.js'
import { Checks } from './checks.js'

/**
 * Runs test/sdk/STORY.md with one SDK:
 * - `name`: its name and version
 * - `mturk`, `sqs`, `sns`: functions that call an operation with an input
 * - `listAll(operation, input, key)`: the items of all pages, by the SDK's own paginator
 * - `describeError(error)`: `{ type, code?, message }`; the type is the SDK's own class if it has one
 * - `toDate(value)`: one of its timestamps as a `Date`
 */
export async function runStory(sdk) {
  console.log(sdk.name)
  const checks = new Checks()
  /** State that chapters share. */
  const story = { ...sdk, step: checks.step.bind(checks) }
  for (const chapter of [creation, testEvents, life, pages, errors, faults]) await chapter(story)
  checks.end()
}
