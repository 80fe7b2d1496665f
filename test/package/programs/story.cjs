const amazon = require('@aws-sdk/client-mturk')
const library = require('mturk-local')
const useLibrary = require('./use-library.cjs')

void useLibrary(library, amazon)
