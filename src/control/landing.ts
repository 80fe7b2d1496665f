import type { Info } from './contract.js'
import { escaped, plainPage } from './plain-page.js'

/** What a person sees who opens the endpoint in a browser. */
export const landing = ({ version, endpoint, smtp }: Info): string =>
  plainPage(
    'Start',
    `<h1>mturk-local ${version}</h1>
<p>Amazon Mechanical Turk on your own machine. It is not Amazon: it pays nobody.</p>
<ul>
<li>Endpoint for any AWS SDK: <code>${escaped(endpoint)}</code></li>
<li>Mailbox: <code>${escaped(smtp)}</code>, <a href="/_mturk/mailbox">what arrived</a></li>
<li><a href="/_mturk/deliveries">Deliveries</a>, <a href="/_mturk/queues">queues</a>, <a href="/_mturk/topics">topics</a></li>
<li><a href="/_mturk/openapi.json">The control API</a></li>
</ul>`,
  )
