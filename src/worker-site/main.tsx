import { render } from 'preact'
import '../look/look.css'
import './worker.css'
import './question/question.css'
import { followLinks } from '../look/place.js'
import { Site } from './site.js'

followLinks('/worker')
const app = document.getElementById('app')!
app.replaceChildren()
render(<Site />, app)
