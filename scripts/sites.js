import { join, resolve } from 'node:path'
import { build as bundle } from 'esbuild'
import { build } from 'vite'

/** The source folder of each site, by the path under which it is served. */
const siteFolders = { console: 'src/web/console', worker: 'src/web/worker-site' }

/** Bundles one site: a page, its script and its styles, nothing inline. */
export const buildSite = (site, folder) =>
  build({
    configFile: false,
    root: resolve(siteFolders[site]),
    base: `/${site}/`,
    publicDir: false,
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: resolve(folder, 'sites', site),
      emptyOutDir: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  })

/** Bundles the scripts of requesters' pages: those with the names of Amazon's, and our own. */
export const buildPageScripts = (folder) =>
  bundle({
    entryPoints: {
      'crowd-html-elements': 'src/web/worker-site/elements/main.ts',
      'keep-draft': 'src/web/worker-site/elements/keep-draft.ts',
      externalHIT_v1: 'src/web/worker-site/elements/external-hit.ts',
    },
    outdir: join(folder, 'sites/mturk'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    logLevel: 'warning',
  })
