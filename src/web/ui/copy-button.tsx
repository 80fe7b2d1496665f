import { useState } from 'preact/hooks'
import { browserSleep } from './clock.js'

interface CopyButtonProps {
  readonly text: string
  /** What is copied, for the accessible name. */
  readonly description: string
  readonly children?: string
}

/** Copies a text to the clipboard. */
export function CopyButton({ text, description, children = 'Copy' }: CopyButtonProps) {
  const [feedback, setFeedback] = useState('')

  async function copy(): Promise<void> {
    setFeedback((await writeToClipboard(text)) ? 'Copied' : 'Copying failed')
    await browserSleep(1600)
    setFeedback('')
  }

  return (
    <button type="button" class="quiet" aria-label={`${children} ${description}`} onClick={copy}>
      <span aria-live="polite">{feedback || children}</span>
    </button>
  )
}

/** A text in code with a button that copies it. */
export const CopyableCode = ({ text, description }: Omit<CopyButtonProps, 'children'>) => (
  <>
    <code>{text}</code> <CopyButton text={text} description={description} />
  </>
)

/** Browsers offer `navigator.clipboard` on localhost and by HTTPS only. */
async function writeToClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const area = document.createElement('textarea')
    area.value = text
    area.className = 'visually-hidden'
    document.body.append(area)
    area.select()
    const isCopied = document.execCommand('copy')
    area.remove()
    return isCopied
  }
}
