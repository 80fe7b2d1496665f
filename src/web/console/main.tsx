import { render } from 'preact'
import '../ui/look.css'
import './console.css'
import './timeline.css'
import { followLinks } from '../ui/place.js'
import { Shell } from './shell.js'

followLinks('/console')
const app = document.getElementById('app')!
app.replaceChildren()
render(<Shell />, app)
