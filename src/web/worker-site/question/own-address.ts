/**
 * Whether a URL is one of the emulator, under the name of this page or another of this machine. A
 * requester's content must not make a browser send requests to it: a Content-Security-Policy that
 * allows images of all hosts cannot exclude one.
 */
export function isOwnAddress(url: string): boolean {
  if (!URL.canParse(url, location.href)) return false
  const target = new URL(url, location.href)
  const page = new URL(location.href)
  return (
    effectivePort(target) === effectivePort(page) &&
    (target.hostname === page.hostname || isThisMachine(target.hostname))
  )
}

const effectivePort = ({ port, protocol }: URL): string =>
  port || (protocol === 'https:' ? '443' : '80')

/** Names of loopback and addresses that lead there; the URL parser has normalised them. */
const isThisMachine = (host: string): boolean =>
  /^((.+\.)?localhost\.?|127(\.\d+){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:(7f[0-9a-f]{2}:[0-9a-f]+|0:0)\])$/.test(
    host,
  )
