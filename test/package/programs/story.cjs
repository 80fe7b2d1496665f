const amazon = require('@aws-sdk/client-mturk')
const library = require('mturk-local')
const tell = require('./tell.cjs')

void tell(library, amazon)
