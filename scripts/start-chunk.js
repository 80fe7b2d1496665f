import { readFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { build } from 'esbuild'

/** The command line, which every command loads first. */
const main = ['src/cli/main.ts']

/** What `start` loads before it answers the first call. */
const start = [
  'src/emulator/create-emulator.ts',
  'src/emulator/telemetry/create.ts',
  'src/store/sqlite.ts',
]

/** Commands that start no emulator, so that they do not load that chunk. */
const clientCommands = [
  ...['advance', 'backup', 'crowd', 'deliveries', 'export', 'fault'],
  ...['reset', 'send-test-event', 'status', 'stop', 'wait'],
].map((name) => `src/cli/commands/${name}.ts`)

/**
 * Puts the modules of the command line into one chunk, and those that `start` needs into another:
 * each file costs time to find, read and link. esbuild puts modules together that are reached from
 * the same entries, and each dynamic import is an entry; so the modules outside of a chunk import
 * all of it.
 *
 * @param options the options of the build
 */
export async function startChunk(options) {
  const inMain = await listStaticImports(main, options)
  const inStart = await listStaticImports(start, options)
  const inCommands = await listStaticImports(clientCommands, options)
  const roots = {
    main: [...inMain].filter((file) => file !== resolve(main[0])),
    start: start.map((file) => resolve(file)),
  }
  // The launcher checks the version of Node before anything else is linked.
  inMain.add(resolve('src/cli/launcher.ts'))
  const importsOf = (path) => [
    ...(inMain.has(path) ? [] : ['main']),
    ...(inMain.has(path) || inStart.has(path) || inCommands.has(path) ? [] : ['start']),
  ]
  return {
    name: 'start chunk',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^chunk:/ }, ({ path }) => ({
        path: path.slice('chunk:'.length),
        namespace: 'chunk',
      }))
      onLoad({ filter: /.*/, namespace: 'chunk' }, ({ path }) => ({
        contents: importAll(roots[path]),
        resolveDir: resolve('.'),
      }))
      onLoad({ filter: /[\\/]src[\\/].*\.tsx?$/ }, async ({ path }) => {
        const imports = importsOf(path).map((name) => `chunk:${name}`)
        if (imports.length === 0) return undefined
        const contents = importAll(imports) + (await readFile(path, 'utf8'))
        return { contents, loader: extname(path).slice(1) }
      })
    },
  }
}

const importAll = (paths) => paths.map((path) => `import ${JSON.stringify(path)}\n`).join('')

/** The files, those that they import, and those that these import, but not dynamically. */
async function listStaticImports(files, options) {
  const { metafile } = await build({
    ...options,
    entryPoints: files,
    outdir: 'unused',
    metafile: true,
    write: false,
  })
  const found = new Set()
  const add = (file) => {
    if (found.has(resolve(file))) return
    found.add(resolve(file))
    const { imports = [] } = metafile.inputs[file] ?? {}
    for (const { path, kind, external } of imports)
      if (kind !== 'dynamic-import' && !external && path.startsWith('src/')) add(path)
  }
  for (const file of files) add(file)
  return found
}
