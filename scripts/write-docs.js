import { build } from 'esbuild'
import { rawFiles } from './raw-files.js'

/** The parts of the documentation that code knows are written by running that code. */
await build({
  entryPoints: ['scripts/docs.ts'],
  outfile: 'dist/docs.js',
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  plugins: [rawFiles],
  logLevel: 'warning',
})
const { write } = await import('../dist/docs.js')
write()
