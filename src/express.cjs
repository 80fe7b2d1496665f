/** What a CommonJS program requires: the ES module itself, so that there is only one. */
module.exports = require('./express.js')
