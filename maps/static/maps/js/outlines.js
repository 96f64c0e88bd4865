/**
 * Land from TopoJSON, projected once: the same reading of the file as maps/outlines.py, whose format is told at
 * https://github.com/topojson/topojson-specification.
 */

/** Pixels round the world at zoom 0, as Leaflet has it. */
export const WORLD = 256;

/**
 * @typedef {object} Polygon
 * @property {Float64Array[]} rings x, y, x, y... in pixels of zoom 0, south is down
 * @property {{left: number, top: number, right: number, bottom: number}} box
 */

/**
 * The polygons of all countries but those left out, each when it is asked for: together they are long work.
 * @param {object} world TopoJSON with quantised arcs and an object `countries`
 * @param {Set<string>} without ISO 3166-1 numeric
 * @returns {Generator<Polygon>}
 */
export function* polygonsOf({ arcs, transform, objects }, without) {
  const lines = [];
  const line = (number) => (lines[number] ??= projected(arcs[number], transform));
  for (const country of objects.countries.geometries) {
    if (without.has(country.properties.id)) continue;
    for (const polygon of country.type === "Polygon" ? [country.arcs] : country.arcs) {
      const rings = polygon.map((ring) => joined(ring, line));
      yield { rings, box: boxOf(rings[0]) };
    }
  }
}

/** Positions are steps from one to the next, in whole parts of a degree. Web Mercator. */
function projected(arc, { scale, translate }) {
  const line = new Float64Array(2 * arc.length);
  let [x, y] = [0, 0];
  arc.forEach(([right, up], i) => {
    x += right;
    y += up;
    const sine = Math.sin(((y * scale[1] + translate[1]) * Math.PI) / 180);
    line[2 * i] = WORLD * ((x * scale[0] + translate[0]) / 360 + 0.5);
    line[2 * i + 1] = WORLD * (0.5 - Math.atanh(sine) / (2 * Math.PI));
  });
  return line;
}

/** A ring of arcs; ~n stands for arc n backwards. Where one ends the next begins: that point is taken once. */
function joined(ring, line) {
  const parts = ring.map((number) => (number < 0 ? backwards(line(~number)) : line(number)).subarray(2));
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function backwards(line) {
  const turned = line.slice().reverse();
  for (let i = 0; i < turned.length; i += 2) [turned[i], turned[i + 1]] = [turned[i + 1], turned[i]];
  return turned;
}

function boxOf(ring) {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (let i = 0; i < ring.length; i += 2) {
    box.left = Math.min(box.left, ring[i]);
    box.right = Math.max(box.right, ring[i]);
    box.top = Math.min(box.top, ring[i + 1]);
    box.bottom = Math.max(box.bottom, ring[i + 1]);
  }
  return box;
}
