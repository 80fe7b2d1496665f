import type { Info } from './contract.js'

/** What a person sees who opens the endpoint in a browser. */
export const landing = ({ version, endpoint, smtp }: Info): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>mturk-local</title>
<style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem; color-scheme: light dark }</style>
<h1>mturk-local ${version}</h1>
<p>Amazon Mechanical Turk on your own machine. It is not Amazon: it pays nobody.</p>
<ul>
<li>Endpoint for any AWS SDK: <code>${endpoint}</code></li>
<li>Mailbox: <code>${smtp}</code>, <a href="/_mturk/mailbox">what arrived</a></li>
<li><a href="/_mturk/deliveries">Deliveries</a>, <a href="/_mturk/queues">queues</a>, <a href="/_mturk/topics">topics</a></li>
<li><a href="/_mturk/openapi.json">The control API</a></li>
</ul>
</html>
`
