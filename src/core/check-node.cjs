// Old syntax on purpose: a Node that is too old must be able to read this file.
const [major, minor] = process.version.slice(1).split('.').map(Number)
const isTooOld =
  major < 20 || (major === 20 && minor < 19) || major === 21 || (major === 22 && minor < 12)
if (isTooOld) {
  console.error(`Node 20.19, or 22.12 or newer, is needed; this is ${process.version}.`)
  process.exit(1)
}
