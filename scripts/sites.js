import { resolve } from 'node:path'
import { build } from 'vite'

/** Where each site's sources are, by the path that it is under. */
const sources = { console: 'src/console', worker: 'src/worker-site' }

/** Bundles what runs in the browser: one page, its script and its styles, none of it inline. */
export const buildSite = (site) =>
  build({
    configFile: false,
    root: resolve(sources[site]),
    base: `/${site}/`,
    publicDir: false,
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: resolve('dist/sites', site),
      emptyOutDir: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  })
