import { copyFileSync, readFileSync, rmSync } from 'node:fs'
import { build } from 'esbuild'
import { rawFiles } from './raw-files.js'
import { buildPageScripts, buildSite } from './sites.js'

/** What is loaded on first use stays a package; what every start needs is built in, for speed. */
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
  banner: {
    // Bundled CommonJS packages still ask for Node's own modules by require.
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
})
copyFileSync('src/index.cjs', 'dist/index.cjs')
await buildSite('console')
await buildSite('worker')
await buildPageScripts()
