import { faults } from './chapters/faults.js'
import { life } from './chapters/life.js'
import { made } from './chapters/made.js'
import { pages } from './chapters/pages.js'
import { refusals } from './chapters/refusals.js'
import { testEvents } from './chapters/test-events.js'
import { Checks } from './checks.js'

/**
 * Tells test/sdk/STORY.md by one SDK, which is given as
 * - `name`: what it is, with its version
 * - `mturk`, `sqs`, `sns`: calls of an operation with an input
 * - `listed(operation, input, key)`: everything on all pages, by its own paginator
 * - `told(error)`: `{ type, code?, message }`; the type is a class of its own where it has one
 * - `instant(value)`: one of its times as a `Date`
 */
export async function tell(sdk) {
  console.log(sdk.name)
  const checks = new Checks()
  /** What a chapter needs of those before it. */
  const story = { ...sdk, step: checks.step.bind(checks) }
  for (const chapter of [made, testEvents, life, pages, refusals, faults]) await chapter(story)
  checks.end()
}
