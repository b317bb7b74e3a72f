"use strict";
/* exports one by one */ const a = { "b": [1, -2.5, true, null, undefined, `c`], ['d' + 1]: 2, e() { return "}"; } }
let f = require('f')({ g: "\'" });
exports.apps = [{ script: `x${f}`, ...a, ...f, a, args: f.map(x => ({ x })), env: { "H": 'i' + f, }, }, ];
export default { apps: exports.apps || [] };
