import { render } from 'preact'
import '../ui/look.css'
import './worker.css'
import './question/question.css'
import { followLinks } from '../ui/place.js'
import { Site } from './site.js'

followLinks('/worker')
const app = document.getElementById('app')!
app.replaceChildren()
render(<Site />, app)
