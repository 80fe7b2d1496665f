import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** Files named with `?raw` as texts, as Vite reads them. */
export const rawFiles = {
  name: 'raw files',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\?raw$/ }, ({ path, resolveDir }) => ({
      path: resolve(resolveDir, path.replace(/\?raw$/, '')),
      namespace: 'raw',
    }))
    onLoad({ filter: /.*/, namespace: 'raw' }, ({ path }) => ({
      contents: readFileSync(path, 'utf8'),
      loader: 'text',
    }))
  },
}
