const { mturk } = require('mturk-local/express')
const serve = require('./serve.cjs')

void serve(mturk)
