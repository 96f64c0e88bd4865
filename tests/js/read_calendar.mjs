// Reads a calendar from standard input with ical.js, as Thunderbird does, and writes what it understood as JSON.
import { readFileSync } from "node:fs";

import ICAL from "./vendor/ical.mjs";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const entries = calendar.getAllSubcomponents("vevent").map((component) => {
  const start = component.getFirstPropertyValue("dtstart");
  return {
    uid: component.getFirstPropertyValue("uid"),
    summary: component.getFirstPropertyValue("summary"),
    description: component.getFirstPropertyValue("description"),
    location: component.getFirstPropertyValue("location"),
    status: component.getFirstPropertyValue("status"),
    geo: component.getFirstPropertyValue("geo") ?? null,
    isDate: start.isDate,
    start: start.isDate ? start.toString() : start.toJSDate().toISOString(),
  };
});
const head = Object.fromEntries(
  calendar.getAllProperties().map((property) => [property.name, String(property.getFirstValue())]),
);
process.stdout.write(JSON.stringify({ head, entries }));
