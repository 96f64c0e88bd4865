// Reads a calendar from standard input with node-ical and writes {uid: start} as JSON: an ISO moment, or a date.
const { readFileSync } = require("node:fs");

const { parseICS } = require("./vendor/node_modules/node-ical");

const entries = Object.values(parseICS(readFileSync(0, "utf8"))).filter((one) => one.type === "VEVENT");
// It makes a local midnight of a date.
const start = ({ start: at, datetype }) =>
  datetype === "date" ? [at.getFullYear(), at.getMonth() + 1, at.getDate()].map(padded).join("-") : at.toISOString();
const padded = (number) => String(number).padStart(2, "0");
process.stdout.write(JSON.stringify(Object.fromEntries(entries.map((one) => [one.uid, start(one)]))));
