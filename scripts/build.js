import { copyFileSync, readFileSync, rmSync } from 'node:fs'
import { build } from 'esbuild'
import { rawFiles } from './raw-files.js'
import { buildPageScripts, buildSite } from './sites.js'

/** Run-time dependencies are not bundled: `npm ls`, `npm audit` and the SBOM see each of them. */
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))

rmSync('dist', { recursive: true, force: true })
await build({
  entryPoints: { 'cli/main': 'src/cli/main.ts', index: 'src/index.ts', vitest: 'src/vitest.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: false,
  external: [...Object.keys(dependencies), 'vitest'],
  plugins: [rawFiles],
  logLevel: 'warning',
})
copyFileSync('src/index.cjs', 'dist/index.cjs')
await buildSite('console')
await buildSite('worker')
await buildPageScripts()
