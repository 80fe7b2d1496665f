import { readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'

/**
 * Packages that are in the start chunk although they are dependencies, which `npm ls`, `npm audit`
 * and the SBOM see: finding and reading their files takes a tenth of a start.
 */
export const bundledPackages = ['router']

/**
 * Takes what Node contains from `process.getBuiltinModule`. An import would make Node read every
 * export, also those that it computes on first use: with `node:http` it loads all of `fetch`, a fifth
 * of a start. CommonJS packages in an ES module have no other `require`.
 */
export const builtinModules = {
  name: 'built-in modules',
  setup({ onResolve, onLoad }) {
    const importedNames = listImportedNames()
    onResolve({ filter: /.*/ }, ({ path, kind }) =>
      kind in namespaces && isBuiltin(path) ? { path, namespace: namespaces[kind] } : undefined,
    )
    onLoad({ filter: /.*/, namespace: namespaces['require-call'] }, ({ path }) => ({
      contents: `module.exports = ${getBuiltin(path)}`,
    }))
    onLoad({ filter: /.*/, namespace: namespaces['import-statement'] }, ({ path }) => ({
      contents: `const builtin = ${getBuiltin(path)}
        export default builtin
        export const { ${[...(importedNames.get(path) ?? [])].join(', ')} } = builtin`,
    }))
  },
}

const namespaces = { 'import-statement': 'imported builtin', 'require-call': 'required builtin' }

const getBuiltin = (path) => `process.getBuiltinModule(${JSON.stringify(path)})`

/** By module of Node: the names that the sources import from it. */
function listImportedNames() {
  const names = new Map()
  for (const file of readdirSync('src', { recursive: true }).filter((each) => each.endsWith('.ts')))
    for (const [, imports, path] of readFileSync(join('src', file), 'utf8').matchAll(
      importFromNode,
    )) {
      const found = names.get(path) ?? new Set()
      names.set(path, found)
      for (const name of imports.split(','))
        if (!name.trim().startsWith('type ')) found.add(name.trim().split(' ')[0])
    }
  return names
}

/** `import x, { a, type b, c as d } from 'node:e'`, but not `import type`. */
const importFromNode = /^import (?:\w+, )?\{([^}]*)\} from '(node:[^']+)'/gm
