import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageName } from './lock-file.js'

const namePattern = /^(licen[cs]e|copying|notice)(\b|[-_])/i

/** The licence texts of packages, each with the packages that it applies to. */
export function collectLicences(paths) {
  const packagesByText = new Map()
  for (const path of paths) {
    const { version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
    const name = `${packageName(path)} ${version} (${license})`
    const files = readdirSync(path).filter((file) => namePattern.test(file))
    const texts = files.map((file) => readFileSync(join(path, file), 'utf8').trim())
    for (const text of texts.length > 0 ? texts : ['The package contains no text of its licence.'])
      packagesByText.set(text, [...(packagesByText.get(text) ?? []), name])
  }
  const sections = [...packagesByText].map(([text, names]) => `${names.join('\n')}\n\n${text}`)
  return `mturk-local contains these packages.\n\n${sections.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`
}
