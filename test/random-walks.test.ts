import { test } from 'vitest'
import { runRandomWalk } from './support/random-walk.js'

const steps = Number(process.env.WALK_STEPS ?? 1000)

test(`${steps} random steps by requester, workers and time agree with the model`, async () => {
  await runRandomWalk(steps)
})
