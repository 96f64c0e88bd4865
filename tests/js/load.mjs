/** Our modules end in .js, as browsers like it; Debian 12's node takes such a file for CommonJS. Read, it is a module. */
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

const IMPORT = /(?<=^import [^"]*from ")([^"]+)(?=";$)/gm;

/** @param {string} path from the root of the project */
export async function load(path) {
  return import(await asData(path));
}

/** The module as a data: address, with those that it imports in it. */
async function asData(path) {
  let source = await readFile(new URL(`../../${path}`, import.meta.url), "utf8");
  for (const name of new Set(source.match(IMPORT) ?? [])) {
    source = source.replaceAll(`"${name}"`, JSON.stringify(await asData(found(path, name))));
  }
  return `data:text/javascript,${encodeURIComponent(source)}`;
}

/** Where a name leads that a browser resolves among the static files, of which each app has a folder of its own. */
function found(path, name) {
  const address = join(dirname(path).replace(/^.*\/static\//, ""), name);
  return join(address.split("/")[0], "static", address);
}
