/** Takes out of a text what nobody should read in a log. */
export type Redact = (text: string) => string

const mask = '***'

/** What looks like a secret wherever it stands; what is to stay is in the first group. */
const secretPatterns = [
  // The part before the @ of a URL. A password may hold an @ itself.
  /([a-z0-9]:\/\/)[^\s/?#"']*(?=@)/gi,
  // Header lines, and fields of that name.
  /((?:proxy-)?authorization\\?["']?\s*[:=]\s*\\?["']?)[^"'\r\n\\]+/gi,
  /(\bbearer\s+)[\w.~+/=-]+/gi,
  // Signed requests and links.
  /(\bsignature=)[\w%+/=-]+/gi,
  /(\b(?:x-amz-security-token|seal|token)\\?["']?\s*[:=]\s*\\?["']?)[^&\s"'\\]+/gi,
  /(\b(?:aws_?)?secret(?:_?access)?(?:_?key)?\\?["']?\s*[:=]\s*\\?["']?)[^&\s,"'}\\]+/gi,
  /(\bpass(?:word|wd)?\\?["']?\s*[:=]\s*\\?["']?)[^&\s,"'}\\]+/gi,
]

/** Shorter ones are words of the language as often as secrets. */
const minSecretLength = 6

/** @param secrets secrets of the settings, hidden even where nothing around them looks like one */
export function createRedactor(secrets: readonly string[]): Redact {
  const encodedSecrets = secrets
    .filter((secret) => secret.length >= minSecretLength)
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
    .sort((a, b) => b.length - a.length)

  return (text) => {
    const known = encodedSecrets.reduce((rest, secret) => rest.replaceAll(secret, mask), text)
    return secretPatterns.reduce((rest, pattern) => rest.replace(pattern, `$1${mask}`), known)
  }
}
