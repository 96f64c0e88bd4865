/** Land, sea and borders of Natural Earth under everything, in the page's own colours, and the night. */

import { onSchemeChange, token } from "./colours.js";
import { layGround } from "./ground.js";
import { nightCorners } from "./night.js";
import { WORLD, polygonsOf } from "./outlines.js";
import { inTurns, nextTurn } from "./turns.js";

const DETAIL_FROM_ZOOM = 4;
const WORLD_ONLY_BELOW_ZOOM = 3.5;
const BORDER = 0.9; // dots of the screen
const ALL_WORLDS = [-540, 540]; // degrees; no map goes farther
const MINUTE = 60_000;
// ISO 3166-1 numeric: nobody protests there, and at the edge of the projection it would be as large as the rest.
const ANTARCTICA = "010";

const coloursOfPage = () => ({ land: token("--map-land"), border: token("--map-border"), night: token("--map-night") });

/**
 * Draws the base map and keeps it: finer outlines close in, night far out, colours of the scheme.
 * @param {L.Map} map
 * @param {{world: string, detail: string, streets: import("./streets.js").Streets, night?: boolean}} how paths of the two
 *   TopoJSON files; under streets nobody needs the finer one
 */
export async function drawBase(map, { world, detail, streets, night = true }) {
  map.createPane("base").style.zIndex = "150";
  let land = await load(world);
  let colours = coloursOfPage();
  let isFine = false;
  const repaint = layGround(map, (context, zoom, window) => {
    for (const part of worldsIn(window)) drawLand(context, land, part, colours);
    if (night && zoom < WORLD_ONLY_BELOW_ZOOM) drawNight(context, colours.night);
  });

  async function refine() {
    if (map.getZoom() < DETAIL_FROM_ZOOM || (await streets.cover(map.getCenter())) || isFine) return;
    isFine = true;
    map.off("moveend", refine);
    land = await load(detail).catch(() => land); // no connection: the coarse outlines stay
    repaint();
  }
  map.on("moveend", refine);
  refine();
  setInterval(repaint, MINUTE);
  onSchemeChange(() => {
    colours = coloursOfPage();
    repaint();
  });
}

/** @param {string} url @returns {Promise<{path: Path2D, box: object}[]>} */
async function load(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const world = await answer.json();
  await nextTurn();
  return inTurns(paths(world));
}

/** A country after the other: the finer file is long, and what is pressed meanwhile goes first. */
function* paths(world) {
  const found = [];
  for (const { rings, box } of polygonsOf(world, new Set([ANTARCTICA]))) {
    found.push({ path: pathOf(rings), box });
    yield;
  }
  return found;
}

function pathOf(rings) {
  const path = new Path2D();
  for (const ring of rings) {
    path.moveTo(ring[0], ring[1]);
    for (let i = 2; i < ring.length; i += 2) path.lineTo(ring[i], ring[i + 1]);
    path.closePath();
  }
  return path;
}

/** The worlds side by side that a window shows: how far east each stands, and its own part of the window. */
function worldsIn({ left, right, top, bottom, dot }) {
  const first = Math.floor(left / WORLD);
  return Array.from({ length: Math.ceil(right / WORLD) - first }, (_, nth) => WORLD * (first + nth))
    .map((east) => ({ east, dot, left: left - east, right: right - east, top, bottom }));
}

/** With borders just below a dot wide: wider ones take five times as long to paint, and the map stands still. */
function drawLand(context, land, { east, dot, ...part }, colours) {
  context.save();
  context.translate(east, 0);
  Object.assign(context, { fillStyle: colours.land, strokeStyle: colours.border, lineWidth: BORDER * dot, lineJoin: "round" });
  for (const { path, box } of land) {
    if (box.right < part.left || box.left > part.right || box.bottom < part.top || box.top > part.bottom) continue;
    context.fill(path, "evenodd");
    context.stroke(path);
  }
  context.restore();
}

/** The token carries its own opacity. */
function drawNight(context, colour) {
  context.fillStyle = colour;
  context.beginPath();
  for (const [lat, lon] of nightCorners(Date.now(), ...ALL_WORLDS)) {
    const { x, y } = L.CRS.EPSG3857.latLngToPoint(L.latLng(lat, lon), 0);
    context.lineTo(x, y);
  }
  context.fill();
}
