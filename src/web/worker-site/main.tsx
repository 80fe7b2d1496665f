import { render } from 'preact'
import '../ui/styles.css'
import './worker.css'
import './question/question.css'
import { interceptLinks } from '../ui/router.js'
import { TokenGate } from '../ui/token-gate.js'
import { App } from './app.js'

interceptLinks('/worker')
const app = document.getElementById('app')!
app.replaceChildren()
render(
  <TokenGate scope="worker">
    <App />
  </TokenGate>,
  app,
)
