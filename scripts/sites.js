import { resolve } from 'node:path'
import { build as bundle } from 'esbuild'
import { build } from 'vite'

/** Where each site's sources are, by the path that it is under. */
const siteFolders = { console: 'src/web/console', worker: 'src/web/worker-site' }

/** Bundles what runs in the browser: one page, its script and its styles, none of it inline. */
export const buildSite = (site) =>
  build({
    configFile: false,
    root: resolve(siteFolders[site]),
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

/** Bundles the scripts that requesters' pages load, under the names that Amazon's have. */
export const buildPageScripts = () =>
  bundle({
    entryPoints: {
      'crowd-html-elements': 'src/web/worker-site/elements/main.ts',
      externalHIT_v1: 'src/web/worker-site/elements/external-hit.ts',
    },
    outdir: 'dist/sites/mturk',
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    logLevel: 'warning',
  })
