import { readFileSync, renameSync, rmSync } from 'node:fs'
import { build } from 'esbuild'
import { prepareStamp } from './build-stamp.js'
import { builtinModules, bundledPackages } from './bundled-packages.js'
import { writeCommonJsEntries } from './commonjs-entries.js'
import { rawFiles } from './raw-files.js'
import { buildPageScripts, buildSite } from './sites.js'
import { startChunk } from './start-chunk.js'

/** Builds beside `dist` and takes its place at the end, so that there is never half a build. */
export async function buildDist() {
  const folder = `dist.${process.pid}`
  const replaced = `${folder}.replaced`
  // Before the build: what is edited meanwhile makes it stale.
  const stampBuild = prepareStamp()
  try {
    await buildProgram(folder)
    await buildSite('console', folder)
    await buildSite('worker', folder)
    await buildPageScripts(folder)
    stampBuild(folder)
    rmSync(replaced, { recursive: true, force: true })
    moveIfPresent('dist', replaced)
    renameSync(folder, 'dist')
  } finally {
    rmSync(folder, { recursive: true, force: true })
    rmSync(replaced, { recursive: true, force: true })
  }
}

async function buildProgram(folder) {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  const options = {
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: false,
    external: [...Object.keys(dependencies), 'vitest'].filter(
      (name) => !bundledPackages.includes(name),
    ),
    plugins: [rawFiles, builtinModules],
    logLevel: 'warning',
  }
  await build({
    ...options,
    entryPoints: {
      'cli/main': 'src/cli/launcher.ts',
      express: 'src/express.ts',
      index: 'src/index.ts',
      vitest: 'src/vitest.ts',
    },
    outdir: folder,
    plugins: [...options.plugins, await startChunk(options)],
  })
  writeCommonJsEntries('cjs', folder)
}

function moveIfPresent(from, to) {
  try {
    renameSync(from, to)
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
}
