import { useEffect, useState } from 'preact/hooks'
import type { MailView } from '../../../server/control/views.js'

/** Downloads an attachment; it is never opened as a page of this site. */
export function AttachmentLink({
  attachment,
}: {
  readonly attachment: MailView['attachments'][number]
}) {
  const { filename = 'unnamed', mimeType, size, content } = attachment
  const [href, setHref] = useState<string>()
  useEffect(() => {
    const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0))
    const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }))
    setHref(url)
    return () => URL.revokeObjectURL(url)
  }, [content])

  return (
    <>
      <a href={href} download={filename}>
        {filename}
      </a>{' '}
      <span class="muted">
        {mimeType}, {size} bytes
      </span>
    </>
  )
}
