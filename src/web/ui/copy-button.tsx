import { useState } from 'preact/hooks'
import { rest } from './clock.js'

interface CopyButtonProps {
  readonly text: string
  /** What is copied, for those who hear the button only. */
  readonly what: string
  readonly children?: string
}

/** Puts a text on the clipboard, and says so. */
export function CopyButton({ text, what, children = 'Copy' }: CopyButtonProps) {
  const [said, setSaid] = useState('')

  async function copy(): Promise<void> {
    setSaid((await putOnClipboard(text)) ? 'Copied' : 'Select and copy by hand')
    await rest(1600)
    setSaid('')
  }

  return (
    <button type="button" class="quiet" aria-label={`${children} ${what}`} onClick={copy}>
      <span aria-live="polite">{said || children}</span>
    </button>
  )
}

/** The clipboard's own interface is there on this machine and by HTTPS only. */
async function putOnClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const area = document.createElement('textarea')
    area.value = text
    area.className = 'unseen'
    document.body.append(area)
    area.select()
    const done = document.execCommand('copy')
    area.remove()
    return done
  }
}
