import type { Content } from '../../../server/control/contract.js'
import { cleaned } from './cleaned.js'

/** What a form says: titles, texts, formatted content, lists, pictures, sound. */
export const Contents = ({ contents }: { readonly contents: readonly Content[] }) => (
  <>
    {contents.map((content, index) => (
      <One key={index} content={content} />
    ))}
  </>
)

function One({ content }: { readonly content: Content }) {
  switch (content.kind) {
    case 'title':
      return <h3>{content.text}</h3>
    case 'text':
      return <p class="said">{content.text}</p>
    case 'html':
      return <div class="formatted" dangerouslySetInnerHTML={{ __html: cleaned(content.text) }} />
    case 'list':
      return (
        <ul class="listed">
          {content.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      )
    case 'media':
      return <Media {...content} />
    case 'unsupported':
      return <p class="hint">Here MTurk showed a {content.what}, which no browser runs any more.</p>
  }
}

const Media = ({ type, url, alternative }: Extract<Content, { kind: 'media' }>) => {
  switch (type) {
    case 'image':
      return <img src={url} alt={alternative} />
    case 'audio':
      // biome-ignore lint/a11y/useMediaCaption: it is the requester's, and has none
      return <audio controls src={url} title={alternative} />
    case 'video':
      // biome-ignore lint/a11y/useMediaCaption: it is the requester's, and has none
      return <video controls src={url} title={alternative} />
    default:
      return (
        <a href={url} target="_blank" rel="noopener noreferrer">
          {alternative || url}
        </a>
      )
  }
}
