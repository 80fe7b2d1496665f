import { resolve } from 'node:path'
import { build } from 'vite'

/** Bundles what runs in the browser: one page, its script and its styles, none of it inline. */
export const buildSite = (site) =>
  build({
    configFile: false,
    root: resolve('src', site),
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
