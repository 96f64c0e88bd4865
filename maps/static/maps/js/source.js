/**
 * Where the pins of a map come from: anything with clusters(box, zoom), a promise. This one groups in the page, which is quick up to
 * some ten thousand; a server that keeps clusters of larger days would be another, with the same answer.
 */

import { grouping } from "./groups.js";
import { inTurns } from "./turns.js";

const WORLD = 256; // pixels at zoom 0, as Leaflet has it
const LIMIT = 85.0511287798; // degrees north and south, where Web Mercator is a square
const TILE = 512; // pixels; grouping is done for whole tiles, so that it holds while the map is moved
const MARGIN = 256;

/**
 * @typedef {object} Cluster
 * @property {number} lon degrees of its foot; beyond 180 where that is nearer to the middle of the box
 * @property {number} lat
 * @property {number} count
 * @property {number[]} [members] numbers of its pins, its foot first; unknown to a source that only counts
 * @property {string} [state] of such a source
 *
 * @typedef {[west: number, south: number, east: number, north: number]} Box degrees; west and east may be beyond 180
 */

/**
 * @param {{lon: ArrayLike<number>, lat: ArrayLike<number>}} columns degrees in WGS 84
 * @param {number} radius pixels within which pins share one
 */
export function pinSource({ lon, lat }, radius) {
  const cut = widestGap(lon);
  const [xs, ys] = [new Float64Array(lon.length), new Float64Array(lat.length)];
  for (let number = 0; number < xs.length; number += 1) {
    xs[number] = across(lon[number], cut);
    ys[number] = down(lat[number]);
  }
  let kept = { key: "", groups: Promise.resolve([]) };

  /** The groups of the pins in the tiles around a window, in pixels of a world of so many. */
  function groupsAround(window, size) {
    const tiles = tilesAround(window);
    const key = [size, ...tiles].join();
    if (kept.key !== key) kept = { key, groups: inTurns(groupingWithin(tiles, size)) };
    return kept.groups;
  }
  function* groupingWithin([left, top, right, bottom], size) {
    const isIn = (number) => ys[number] * size >= top && ys[number] * size < bottom
      && (right - left >= size || eastward(left / size, xs[number]) * size < right - left);
    const inside = [];
    for (let number = 0; number < xs.length; number += 1) if (isIn(number)) inside.push(number);
    yield;
    const [across, down] = [xs, ys].map((parts) => Float64Array.from(inside, (number) => parts[number] * size));
    const groups = yield* grouping(across, down, radius);
    return groups.map((group) => group.map((number) => inside[number]));
  }

  return {
    /**
     * @param {Box} box
     * @param {number} zoom
     * @returns {Promise<Cluster[]>}
     */
    async clusters([west, south, east, north], zoom) {
      const size = WORLD * 2 ** zoom;
      const [left, width, top, bottom] = [across(west, cut), Math.min((east - west) / 360, 1), down(north), down(south)];
      const groups = await groupsAround([left, top, left + width, bottom].map((part) => part * size), size);
      return groups
        .map((members) => ({ lon: nearestCopy(lon[members[0]], (west + east) / 2), lat: lat[members[0]], count: members.length, members }))
        .filter(({ lon: foot, members: [number] }) => foot >= west && foot <= east && ys[number] >= top && ys[number] <= bottom);
    },
  };
}

/**
 * The pins of a picture that the server drew: a first answer, until all pins are there.
 * @param {NodeListOf<SVGElement>} drawn each with data-pin="lon lat count state"
 */
export function pictureSource(drawn) {
  const clusters = Array.from(drawn, ({ dataset }) => {
    const [lon, lat, count, state] = dataset.pin.split(" ");
    return { lon: Number(lon), lat: Number(lat), count: Number(count), state };
  });
  return { clusters: async ([west, , east]) => clusters.map((one) => ({ ...one, lon: nearestCopy(one.lon, (west + east) / 2) })) };
}

/** The same meridian, within 180° of another. */
export function nearestCopy(lon, middle) {
  return lon + 360 * Math.round((middle - lon) / 360);
}

/** 0 to 1 round the world, eastward from the cut. */
function across(lon, cut) {
  return eastward(cut / 360, lon / 360);
}

/** From one meridian eastward to another, in parts of the world's circumference, as both are: 0 to 1. */
function eastward(from, to) {
  return (((to - from) % 1) + 1) % 1;
}

/** 0 to 1 from the northern limit to the southern, in Web Mercator. */
function down(lat) {
  const sine = Math.sin((Math.max(-LIMIT, Math.min(LIMIT, lat)) * Math.PI) / 180);
  return 0.5 - Math.atanh(sine) / (2 * Math.PI);
}

/** The meridian after the widest stretch without pins: cut there, the world has no neighbours on both sides. */
function widestGap(lons) {
  const sorted = Float64Array.from(lons).sort();
  let [cut, widest] = [sorted[0] ?? -180, -1];
  sorted.forEach((lon, i) => {
    const gap = i ? lon - sorted[i - 1] : lon + 360 - sorted.at(-1);
    if (gap > widest) [cut, widest] = [lon, gap];
  });
  return cut;
}

/** The edges of whole tiles, in pixels, with a margin around the window. */
function tilesAround([left, top, right, bottom]) {
  const before = (edge) => TILE * Math.floor((edge - MARGIN) / TILE);
  const after = (edge) => TILE * Math.ceil((edge + MARGIN) / TILE);
  return [before(left), before(top), after(right), after(bottom)];
}
