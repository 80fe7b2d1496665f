import { isUpToDate, withBuildLock } from './build-stamp.js'

/** With `--if-stale` a build that was made from the present sources is kept. */
const ifStale = process.argv.includes('--if-stale')
await withBuildLock(async () => {
  if (ifStale && isUpToDate()) return
  // Loading the bundlers takes a second, which most starts can do without.
  const { buildDist } = await import('./build-dist.js')
  await buildDist()
})
