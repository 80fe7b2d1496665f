import { render } from 'preact'
import '../look/look.css'
import './console.css'
import './timeline.css'
import { followLinks } from '../look/place.js'
import { Shell } from './shell.js'

followLinks('/console')
const app = document.getElementById('app')!
app.replaceChildren()
render(<Shell />, app)
