import { readFileSync, rmSync } from 'node:fs'
import { build } from 'esbuild'
import { rawFiles } from './raw-files.js'
import { buildSite } from './sites.js'

/** What is loaded on first use stays a package; what every start needs is bundled, for speed. */
const bundled = ['express']
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
const external = Object.keys(dependencies).filter((name) => !bundled.includes(name))

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
  keepNames: true,
  sourcemap: false,
  external: [...external, 'vitest'],
  plugins: [rawFiles],
  banner: {
    // Bundled CommonJS packages still ask for Node's own modules by require.
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
})
await buildSite('console')
await buildSite('worker')
