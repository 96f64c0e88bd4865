/** Times in the page: the reader's own beside the time there, where both differ; the countdown by the minute. */

import { clockOf, countdownText, placeOf, zoneName } from "./clocks.js";

const MINUTE = 60_000;
const LONG_BEFORE = 48 * 60; // minutes; until then the server's days stand
const language = document.documentElement.lang;
const clock = clockOf(language, navigator.languages);
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
const told = new WeakSet();

/** The zone that the address names, which comes before the device's. */
const chosenZone = () => document.querySelector(".zone[data-zone]")?.dataset.zone;

/** Completes the times of the page, or of what was taken over into it. */
export function dressTimes() {
  // First: what is added below counts to twelve already.
  if (clock.isTwelve) for (const place of document.querySelectorAll("time, [data-clocks]")) toTwelve(place);
  if (!chosenZone()) {
    for (const time of document.querySelectorAll(".row__when time")) addYourTime(time);
    addYourSpan();
  }
  for (const zone of document.querySelectorAll(".row__zone[data-zone]")) nameZone(zone);
  offerZones();
}

/** "12:00 your time" in a row. */
function addYourTime(time) {
  const yours = yourTimeOnce(time);
  if (!yours) return;
  const { yoursRow, comma } = document.getElementById("list").dataset;
  const stop = time.parentElement.lastElementChild;
  const [line, said] = ["row__second", "row__yours"].map((className) => Object.assign(document.createElement("span"), { className }));
  said.append(...bold(yoursRow, yours));
  line.append(said, stop.cloneNode(true));
  stop.textContent = comma;
  stop.after(line);
}

function yourTimeOnce(time) {
  if (told.has(time)) return "";
  told.add(time);
  return clock.yourTime(time.dateTime);
}

/** @param {string} pattern with {time} */
function bold(pattern, time) {
  const [before, after] = pattern.split("{time}");
  return [before, Object.assign(document.createElement("b"), { textContent: time }), after];
}

/** "19:00–21:00 your time (Berlin)" on the page of a protest. */
function addYourSpan() {
  const note = document.querySelector("[data-yours]");
  const [start, end] = [...document.querySelectorAll(".poster__time time")].map((time) => time.dateTime);
  const yours = note && start && clock.yourSpan(start, end);
  if (!yours) return;
  note.querySelector("span").textContent = note.dataset.yours.replace("{time}", yours).replace("{place}", placeOf(timeZone));
  note.hidden = false;
}

/** Seen short, heard in full. */
function nameZone(zone) {
  const name = document.createElement("span");
  name.className = "said";
  name.textContent = zoneName(zone.dataset.zone, zone.previousElementSibling.dateTime, language);
  zone.removeAttribute("data-zone");
  zone.setAttribute("aria-hidden", "true");
  zone.after(name);
}

function toTwelve(place) {
  if (!place.firstChild || told.has(place.firstChild) || place.querySelector("small")) return;
  const walk = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  for (let text = walk.nextNode(); text; text = walk.nextNode()) text.data = clock.toTwelve(text.data);
  told.add(place.firstChild);
  if (place.matches(".row__when time")) shrinkHalf(place);
}

/** "6:00 pm" stands where "18:00" did: its half of the day is small. */
function shrinkHalf(time) {
  const [hour, half] = time.textContent.split(/(?=\s)/u);
  if (half) time.replaceChildren(hour, Object.assign(document.createElement("small"), { textContent: half }));
}

/** A browser that says UTC of every reader, as Tor Browser does, leaves the choice to them. */
function offerZones() {
  if (/^(UTC|Etc\/.*|GMT)$/.test(timeZone)) document.querySelector(".zone")?.classList.add("zone--wanted");
}

/** Counts down by the minute what starts within two days. */
export function startCountdown() {
  const board = document.querySelector("[data-countdown]");
  if (!board) return;
  function tick() {
    tell(board, board.dataset.countdown, "{time}");
    for (const group of document.querySelectorAll("[data-next]")) tell(group, group.dataset.at, group.dataset.next);
  }
  function tell(place, moment, pattern) {
    const minutes = Math.floor((Date.parse(moment) - Date.now()) / MINUTE);
    if (minutes > LONG_BEFORE) return;
    const text = countdownText(minutes, board.dataset);
    place.textContent = minutes > 0 ? pattern.replace("{time}", text) : text;
  }
  tick();
  setInterval(tick, MINUTE);
  document.addEventListener("visibilitychange", tick);
  document.addEventListener("refined", tick);
}
