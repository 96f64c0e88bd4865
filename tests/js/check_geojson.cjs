// Reads GeoJSON from standard input and writes what @mapbox/geojsonhint finds wrong with it as JSON.
const { readFileSync } = require("node:fs");

const { hint } = require("./vendor/geojsonhint.cjs");

process.stdout.write(JSON.stringify(hint(readFileSync(0, "utf8"), { precisionWarning: true })));
