import { readFileSync } from 'node:fs'

/** Files named with `?raw` as texts, as Vite reads them. */
export const rawFiles = {
  name: 'raw files',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\?raw$/ }, ({ path, resolveDir }) => ({
      path: new URL(path.replace(/\?raw$/, ''), `file://${resolveDir}/`).pathname,
      namespace: 'raw',
    }))
    onLoad({ filter: /.*/, namespace: 'raw' }, ({ path }) => ({
      contents: readFileSync(path, 'utf8'),
      loader: 'text',
    }))
  },
}
