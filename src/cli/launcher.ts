#!/usr/bin/env node
import '../core/check-node.cjs'

// Loaded afterwards: a Node that is too old fails while it links the imports of the program.
await import('./main.js')
