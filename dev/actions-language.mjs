// Prints what GitHub's own language service has to say about actions and workflows, and fails if it says anything.
import fs from "node:fs";
import { validate } from "@actions/languageservice";
import { TextDocument } from "vscode-languageserver-textdocument";

async function main() {
  let found = 0;
  for (const file of process.argv.slice(2)) {
    const document = TextDocument.create("file:///" + file, "yaml", 1, fs.readFileSync(file, "utf8"));
    for (const { range, message } of await validate(document)) {
      console.error(`${file}:${range.start.line + 1}:${range.start.character + 1}: ${message}`);
      found++;
    }
  }
  process.exit(found ? 1 : 0);
}

main();
