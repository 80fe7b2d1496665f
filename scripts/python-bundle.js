import { resolve, sep } from 'node:path'
import { build } from 'esbuild'
import { rawFiles } from './raw-files.js'

/**
 * Bundles the command line with all its packages into a folder.
 *
 * @returns the paths of the files that are in it
 */
export async function bundleForPython(folder) {
  const { metafile } = await build({
    entryPoints: { 'cli/main': 'src/cli/launcher.ts' },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    minify: true,
    // Errors and log lines name classes and functions.
    keepNames: true,
    sourcemap: false,
    // Only tried, by pg, for a binding in C that nothing here installs.
    external: ['pg-native'],
    plugins: [rawFiles, withoutLibsql, namedExports],
    // Packages in CommonJS call `require` for Node's modules.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    metafile: true,
    logLevel: 'warning',
  })
  return Object.keys(metafile.inputs)
}

/** The wheel holds no native code, and a libsql in a folder above it is not the wheel's. */
const withoutLibsql = {
  name: 'without libsql',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/libsql\.js$/ }, () => ({ path: 'libsql', namespace: 'missing' }))
    onLoad({ filter: /.*/, namespace: 'missing' }, () => ({
      contents: `
        export function loadLibsql() { throw new Error('libsql is not in this package') }
        export const openLibsql = loadLibsql`,
    }))
  },
}

/**
 * A package in CommonJS that is imported dynamically has no named exports once it is bundled. A module
 * in between names them.
 */
const namedExports = {
  name: 'named exports',
  setup({ onResolve, onLoad }) {
    const sources = resolve('src') + sep
    onResolve({ filter: /^[@a-z]/ }, ({ path, kind, importer }) =>
      kind === 'dynamic-import' && importer.startsWith(sources) && !path.startsWith('node:')
        ? { path, namespace: 'named' }
        : undefined,
    )
    onLoad({ filter: /.*/, namespace: 'named' }, async ({ path }) => {
      const names = Object.keys(await import(path)).filter(
        (name) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== '__esModule',
      )
      return { contents: `export { ${names.join(', ')} } from '${path}'`, resolveDir: resolve() }
    })
  },
}
