import { mturk } from 'mturk-local/express'
import serve from './serve.cjs'

await serve(mturk)
