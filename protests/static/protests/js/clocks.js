/** How times are said: on the reader's clock, to twelve or to twenty-four, in the language of the page. No document. */

const LATIN = { numberingSystem: "latn" };

/**
 * The reader's own variant of the page's language ("en-US" on a page in English), or nothing where there is none.
 * @param {string} language of the page
 * @param {readonly string[]} wanted as navigator.languages says
 */
export function readersLocale(language, wanted) {
  const base = (tag) => tag.toLowerCase().split("-")[0];
  return wanted.find((tag) => base(tag) === base(language));
}

/** @param {string} [locale] without one, times are said as the server says them */
export function countsToTwelve(locale) {
  return Boolean(locale) && new Intl.DateTimeFormat(locale, { hour: "numeric" }).resolvedOptions().hour12;
}

/**
 * @param {string} language of the page
 * @param {readonly string[]} wanted as navigator.languages says
 */
export function clockOf(language, wanted) {
  const locale = readersLocale(language, wanted);
  const isTwelve = countsToTwelve(locale);
  const style = isTwelve ? { hour: "numeric", hour12: true } : { hour: "2-digit", hourCycle: "h23" };
  const clock = new Intl.DateTimeFormat(isTwelve ? locale : language, { minute: "2-digit", ...style, ...LATIN });
  const weekday = new Intl.DateTimeFormat(language, { weekday: "short", ...LATIN });

  /**
   * The reader's own time of a moment at a place, with the weekday if it is another one; "" if it is the same time.
   * @param {string} moment "2026-05-31T18:00+08:00"
   */
  function yourTime(moment) {
    const here = new Date(moment);
    if (offsetOf(moment) === -here.getTimezoneOffset()) return "";
    const sameDay = here.getDate() === Number(moment.slice(8, 10));
    return sameDay ? clock.format(here) : `${weekday.format(here)} ${clock.format(here)}`;
  }

  /**
   * "19:00–21:00", "Mon 03:00–05:00", "23:00–Tue 01:00": a weekday is said once for as long as it holds.
   * @param {string} start
   * @param {string} [end]
   */
  function yourSpan(start, end) {
    const first = yourTime(start);
    if (!first || !end) return first;
    const sameDay = new Date(start).toDateString() === new Date(end).toDateString();
    return `${first}–${sameDay ? clock.format(new Date(end)) : yourTime(end)}`;
  }

  /** @param {string} text "Until 20:00." -> "Until 8:00 pm."; offsets such as UTC+10:30 stay */
  function toTwelve(text) {
    return text.replace(/(^|[^\d:+−-])([01]\d|2[0-3]):([0-5]\d)(?![\d:])/g, (_, before, hours, minutes) =>
      before + clock.format(new Date(2000, 0, 1, Number(hours), Number(minutes))));
  }

  return { isTwelve, yourTime, yourSpan, toTwelve };
}

/**
 * Minutes east of UTC that a moment with an offset names.
 * @param {string} moment "2026-05-31T18:00+08:00"
 */
export function offsetOf(moment) {
  const [, sign, hours, minutes] = moment.match(/([+-])(\d{2}):?(\d{2})$/) ?? [null, "+", "00", "00"];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/**
 * "British Summer Time": what is heard where "BST" is seen.
 * @param {string} zone IANA name
 * @param {string} moment
 * @param {string} language
 */
export function zoneName(zone, moment, language) {
  const parts = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: "long" }).formatToParts(new Date(moment));
  return parts.find(({ type }) => type === "timeZoneName").value;
}

/** @param {string} zone "Asia/Kathmandu" -> "Kathmandu" */
export function placeOf(zone) {
  return zone.split("/").pop().replaceAll("_", " ");
}

/**
 * @param {number} minutes
 * @param {{now: string, minutes: string, hours: string}} words the templates that the server translated
 */
export function countdownText(minutes, words) {
  if (minutes <= 0) return words.now;
  const template = minutes < 60 ? words.minutes : words.hours;
  return template.replace("{h}", String(Math.floor(minutes / 60))).replace("{m}", String(minutes % 60));
}
