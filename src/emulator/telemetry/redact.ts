/** Removes secrets from a text. */
export type Redact = (text: string) => string

const mask = '***'

/** Patterns of secrets in any text; the first group is kept. */
const secretPatterns = [
  // Credentials in a URL. A password may contain an @ itself.
  /([a-z0-9]:\/\/)[^\s/?#"']*(?=@)/gi,
  // Authorization headers, and fields of that name.
  /((?:proxy-)?authorization\\?["']?\s*[:=]\s*\\?["']?)[^"'\r\n\\]+/gi,
  /(\bbearer\s+)[\w.~+/=-]+/gi,
  // Signed requests and links.
  /(\bsignature=)[\w%+/=-]+/gi,
  /(\b(?:x-amz-security-token|seal|ticket|token)\\?["']?\s*[:=]\s*\\?["']?)[^&\s"'\\]+/gi,
  /(\b(?:aws_?)?secret(?:_?access)?(?:_?key)?\\?["']?\s*[:=]\s*\\?["']?)[^&\s,"'}\\]+/gi,
  /(\bpass(?:word|wd)?\\?["']?\s*[:=]\s*\\?["']?)[^&\s,"'}\\]+/gi,
]

/** Shorter ones may be ordinary words. */
const minSecretLength = 6

/** @param secrets secrets of the settings, which are hidden in any context */
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
