import { isBuiltin } from 'node:module'

/**
 * Packages that are in the start chunk although they are dependencies, which `npm ls`, `npm audit`
 * and the SBOM see: finding and reading their files takes a tenth of a start.
 */
export const bundledPackages = ['router']

/** Lets CommonJS packages in an ES module require what Node contains. */
export const builtinModules = {
  name: 'built-in modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /.*/ }, ({ path, kind }) =>
      kind === 'require-call' && isBuiltin(path) ? { path, namespace: 'builtin' } : undefined,
    )
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
    }))
  },
}
