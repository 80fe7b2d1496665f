import { render } from 'preact'
import '../ui/styles.css'
import './console.css'
import './timeline.css'
import { interceptLinks } from '../ui/router.js'
import { ConsoleLayout } from './layout.js'

interceptLinks('/console')
const app = document.getElementById('app')!
app.replaceChildren()
render(<ConsoleLayout />, app)
