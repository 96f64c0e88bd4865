// The reader's own time, beside the time there, only where it differs (F6). The reader sits in Kathmandu: UTC+5:45.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

process.env.TZ = "Asia/Kathmandu";
const { clockOf, countdownText, offsetOf, placeOf, readersLocale, zoneName } = await load("protests/static/protests/js/clocks.js");
const { yourSpan, yourTime } = clockOf("en", ["en-GB", "de"]);

test("offsets in minutes, of either sign", () => {
  assert.deepEqual(["+05:45", "-02:30", "+00:00"].map((offset) => offsetOf(`2026-05-31T18:00${offset}`)), [345, -150, 0]);
});

test("the same time is not said twice", () => assert.equal(yourTime("2026-05-31T18:00+05:45"), ""));
test("another time on the same day", () => assert.equal(yourTime("2026-05-31T12:00+02:00"), "15:45"));
test("the weekday where the day differs", () => {
  assert.equal(yourTime("2026-05-31T22:30-10:00"), "Mon 14:15");
  assert.equal(yourTime("2026-06-01T02:00+13:00"), "Sun 18:45");
});

test("a span says a weekday once for as long as it holds", () => {
  assert.equal(yourSpan("2026-05-31T18:00+05:45", "2026-05-31T20:00+05:45"), "");
  assert.equal(yourSpan("2026-05-31T12:00+02:00", "2026-05-31T14:00+02:00"), "15:45–17:45");
  assert.equal(yourSpan("2026-05-31T12:00+02:00", undefined), "15:45");
  assert.equal(yourSpan("2026-05-31T22:30-10:00", "2026-06-01T00:30-10:00"), "Mon 14:15–16:15");
  assert.equal(yourSpan("2026-05-31T18:00+01:00", "2026-05-31T22:00+01:00"), "22:45–Mon 02:45");
});

test("to twelve where the reader's locale counts so, in the page's language alone", () => {
  assert.equal(readersLocale("zh-hant", ["en-US", "zh-TW"]), "zh-TW");
  assert.equal(readersLocale("ar", ["en-US"]), undefined);
  assert.deepEqual(["en-US", "en-GB", "de"].map((tag) => clockOf("en", [tag]).isTwelve), [true, false, false]);
  assert.equal(clockOf("en", ["en-AU"]).yourTime("2026-05-31T12:00+02:00").replace(/\s/u, " "), "3:45 pm");
});

test("in a sentence only what is a time becomes another", () => {
  const { toTwelve } = clockOf("en", ["en-AU"]);
  const said = (text) => toTwelve(text).replace(/(?<=\d)\s(?=[ap]m)/gu, " ");
  assert.equal(said("until 20:00"), "until 8:00 pm");
  assert.equal(said("18:00 UTC+10:30, 09:05 UTC+5:45"), "6:00 pm UTC+10:30, 9:05 am UTC+5:45");
  assert.equal(said("00:30"), "12:30 am");
});

test("zones are heard in full", () => {
  assert.equal(zoneName("Europe/London", "2026-05-31T18:00+01:00", "en"), "British Summer Time");
  assert.equal(zoneName("Asia/Tokyo", "2026-05-31T18:00+09:00", "en"), "Japan Standard Time");
  assert.equal(placeOf("America/Argentina/Buenos_Aires"), "Buenos Aires");
});

test("a countdown by the minute", () => {
  const words = { hours: "{h} h {m} min", minutes: "{m} min", now: "On now" };
  assert.deepEqual([192, 60, 12, 0, -3].map((minutes) => countdownText(minutes, words)), ["3 h 12 min", "1 h 0 min", "12 min", "On now", "On now"]);
});
