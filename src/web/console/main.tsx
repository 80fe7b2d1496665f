import { render } from 'preact'
import '../ui/styles.css'
import './console.css'
import './docs.css'
import './timeline.css'
import { interceptLinks } from '../ui/router.js'
import { TokenGate } from '../ui/token-gate.js'
import { ConsoleLayout } from './layout.js'

interceptLinks('/console')
const app = document.getElementById('app')!
app.replaceChildren()
render(
  <TokenGate scope="all">
    <ConsoleLayout />
  </TokenGate>,
  app,
)
