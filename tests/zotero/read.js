// What Zotero makes of a file: `node read.js FILE` prints the items as JSON. What the library says on the way is left out.
const fs = require("fs");
const { join } = require("path");

for (const name of ["log", "error", "debug", "warn"]) console[name] = () => {};
const { referenceImport } = require(join(process.argv[3], "zotero-translators"));

referenceImport(fs.readFileSync(process.argv[2], "utf8")).then(
  (items) => fs.writeSync(1, JSON.stringify(items)),
  (error) => {
    fs.writeSync(2, String(error));
    process.exit(1);
  }
);
