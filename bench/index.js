import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { importTypeScript } from './import-typescript.js'
import { folder, printTable } from './report.js'

/**
 * Runs the parts of the benchmark, or those named, one after the other, then prints the aims; what
 * is not run keeps its last figures. `--write` also writes docs/performance.md, and the figures to
 * results.json, from which `npm run docs` writes that page again.
 */
const allParts = ['side-by-side', 'start', 'durability', 'crowd', 'market', 'many', 'hanging']
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: 'boolean', default: false } },
})
const unknown = positionals.filter((part) => !allParts.includes(part))
if (unknown.length > 0) {
  console.error(`There is no part ${unknown[0]}: give any of ${allParts.join(', ')}.`)
  process.exit(2)
}

for (const part of positionals.length > 0 ? positionals : allParts) {
  const startedAt = performance.now()
  const script = fileURLToPath(new URL(`${part}.js`, import.meta.url))
  const { status } = spawnSync(process.execPath, [script], { stdio: 'inherit' })
  console.log(`\n(${part}: ${((performance.now() - startedAt) / 60_000).toFixed(1)} minutes)`)
  if (status !== 0) {
    console.error(`The part ${part} failed: what it saved last time is shown.`)
    process.exitCode = 1
  }
}

const { aimHead, listAims, listNotMeasured } = await importTypeScript('bench/aims.ts')
const savedParts = allParts
  .map((part) => [part, `${folder}/${part}.json`])
  .filter(([, file]) => existsSync(file))
const results = {
  date: new Date().toISOString().slice(0, 10),
  node: process.version,
  machine: `${cpus().length} cores, ${process.platform} ${process.arch}`,
  load: Math.round(loadavg()[0]),
  parts: Object.fromEntries(
    savedParts.map(([part, file]) => [part, JSON.parse(readFileSync(file, 'utf8'))]),
  ),
}
printTable(`Aims: Node ${results.node}, ${results.machine}`, [aimHead, ...listAims(results)])
for (const each of listNotMeasured(results)) console.log(`not measured: ${each}`)
if (values.write) {
  const { performancePage } = await importTypeScript('bench/performance-page.ts')
  writeFileSync('bench/results.json', `${JSON.stringify(results, null, 2)}\n`)
  writeFileSync('docs/performance.md', performancePage(results))
  spawnSync('npx', ['biome', 'format', '--write', 'bench/results.json'], { stdio: 'inherit' })
}
