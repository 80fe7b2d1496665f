import { useLayoutEffect } from 'preact/hooks'
import { loadDraft, storeDraft } from './drafts.js'

/** The message of the script in the frame, which may be anything: the page is a requester's. */
interface DraftMessage {
  readonly mturkLocalDraft?: { readonly type?: unknown; readonly draft?: unknown }
}

/**
 * Stores what is filled in on the page in the frame, which has no storage of its own, for this tab.
 * The draft is a text that only the page's script reads.
 */
export function useFrameDraft(key: string | undefined): void {
  // Before the frame can send anything.
  useLayoutEffect(() => {
    if (key === undefined) return
    const handleMessage = ({ data, source }: MessageEvent<DraftMessage | null>) => {
      const frame = document.querySelector<HTMLIFrameElement>('iframe.question')?.contentWindow
      if (!frame || source !== frame || typeof data !== 'object') return
      const { type, draft } = data?.mturkLocalDraft ?? {}
      if (type === 'save' && typeof draft === 'string') storeDraft(key, draft)
      const stored = type === 'load' ? loadDraft(key) : null
      // The frame has an opaque origin, which cannot be named.
      if (stored !== null)
        frame.postMessage({ mturkLocalDraft: { type: 'restore', draft: stored } }, '*')
    }
    addEventListener('message', handleMessage)
    return () => removeEventListener('message', handleMessage)
  }, [key])
}
