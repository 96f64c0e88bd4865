/** What people will see of a protest, while it is typed. */

const language = document.documentElement.lang;
/**
 * @param {HTMLFormElement} form
 * @param {import("../../maps/js/towns.js").Town | null} town
 */
export function showPreview(form, town) {
  const preview = document.querySelector("[data-preview]");
  const value = (name) => form.elements.namedItem(name).value.trim();
  const isTicked = (name) => form.elements.namedItem(name).checked;
  const zoneName = nameOfZone(value("timezone") || town?.timezone, value("local_date"));
  const [city, country] = [town?.name ?? value("city"), town?.country_name ?? ""];
  const precision = isTicked("place_unannounced") ? "city" : value("precision");
  preview.hidden = false;
  const show = (name, words) => { preview.querySelector(`[data-shows="${name}"]`).textContent = words; };
  show("title", value("title") || preview.dataset.title);
  show("kind", form.querySelector("[name=kind]:checked")?.closest("label").textContent.trim() ?? "");
  show("country", precision === "withheld" ? "" : country);
  show("city", precision === "withheld" ? country : city || preview.dataset.city);
  show("time", isTicked("unannounced") ? preview.dataset.unannounced : value("local_start"));
  show("zone", isTicked("unannounced") ? "" : zoneName);
  show("date", longDay(value("local_date"), preview.dataset.date));
  show("venue", precision === "exact" ? value("venue") : "");
  show("later", laterOf(preview.dataset, value, precision, isTicked("place_unannounced")));
  showSeen(form, city, country, value("venue"));
  const zone = document.querySelector("[data-zone]");
  if (town && zoneName) zone.textContent = zone.dataset.words.replace("{place}", town.name).replace("{zone}", zoneName);
}

/** What is said in place of a place that is not shown. */
function laterOf(words, value, precision, isUnplaced) {
  const isKnown = ["venue", "pasted", "latitude"].some(value);
  if (isUnplaced || (precision === "exact" && !isKnown)) return words.later;
  if (precision === "exact") return "";
  if (value("reveal") === "never") return words.never;
  const day = longDay(value("reveal_date"), words.date);
  return day ? words.on.replace("{day}", day).replace("{time}", value("reveal_time")) : "";
}

/** The sentence of each choice, in the patterns of protests/forms/shown.py. */
function showSeen(form, city, country, venue) {
  const { venueCity, place, ...unknown } = form.querySelector("[data-venue-city]").dataset;
  const both = venueCity.replace("{venue}", venue).replace("{city}", city);
  const known = { place: (venue && city ? both : venue || city) || place, city: city || unknown.city, country: country || unknown.country };
  for (const words of form.querySelectorAll("[data-seen]")) {
    words.textContent = words.dataset.seen.replace(/\{(\w+)\}/g, (_all, name) => known[name]);
  }
}

/**
 * As the server writes it, in the order of the language.
 * @param {string} day "2026-05-31"
 * @param {string} pattern "{weekday} {day} {month} {year}"
 */
function longDay(day, pattern) {
  const date = new Date(`${day}T00:00Z`);
  if (Number.isNaN(date.getTime())) return "";
  const wanted = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC", numberingSystem: "latn" };
  const parts = new Intl.DateTimeFormat(language, wanted).formatToParts(date);
  return parts.reduce((text, { type, value }) => text.replace(`{${type}}`, value), pattern);
}

/** "UTC+8", as the zone's clocks say on that day. */
function nameOfZone(timeZone, day) {
  const noon = new Date(`${day}T12:00Z`);
  if (!timeZone || Number.isNaN(noon.getTime())) return "";
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "shortOffset" }).formatToParts(noon);
  return parts.find((part) => part.type === "timeZoneName").value.replace("GMT", "UTC");
}
