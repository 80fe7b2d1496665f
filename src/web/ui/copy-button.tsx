import { useState } from 'preact/hooks'
import { browserSleep } from './clock.js'

interface CopyButtonProps {
  readonly text: string
  /** What is copied, for those who hear the button only. */
  readonly description: string
  readonly children?: string
}

/** Puts a text on the clipboard, and says so. */
export function CopyButton({ text, description, children = 'Copy' }: CopyButtonProps) {
  const [feedback, setFeedback] = useState('')

  async function copy(): Promise<void> {
    setFeedback((await writeToClipboard(text)) ? 'Copied' : 'Select and copy by hand')
    await browserSleep(1600)
    setFeedback('')
  }

  return (
    <button type="button" class="quiet" aria-label={`${children} ${description}`} onClick={copy}>
      <span aria-live="polite">{feedback || children}</span>
    </button>
  )
}

/** The clipboard's own interface is there on this machine and by HTTPS only. */
async function writeToClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const area = document.createElement('textarea')
    area.value = text
    area.className = 'unseen'
    document.body.append(area)
    area.select()
    const isCopied = document.execCommand('copy')
    area.remove()
    return isCopied
  }
}
