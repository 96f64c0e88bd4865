/** The pins that a map shows, drawn from a source (source.js) and kept in step with the map. */

import { pinIcon } from "./pins.js";
import { inTurns } from "./turns.js";

const BEYOND = 96; // pixels around the window where pins are drawn too
const IN_FRONT = 10_000;
const AT_ONCE = 12; // pins: to lay them out and paint them takes longer than to make them

/**
 * Fires `pinsdrawn` on the map whenever other pins are there.
 * @param {L.Map} map
 * @param {(cluster: import("./source.js").Cluster) => import("./pins.js").Look} look
 * @param {(cluster: import("./source.js").Cluster) => void} press what a click on a pin does
 */
export function pinLayer(map, look, press) {
  let source = null;
  const drawn = new Map();
  let latest = null;

  async function draw() {
    const mine = latest = {};
    const clusters = await source.clusters(boxAround(map), map.getZoom());
    const isLatest = await inTurns(drawing(clusters, () => mine === latest), { isSeen: true });
    if (isLatest) map.fire("pinsdrawn");
  }
  /** Some pins after the others, as long as nobody asks for others. */
  function* drawing(clusters, isLatest) {
    const wanted = new Map(clusters.map((cluster) => [keyOf(cluster), cluster]));
    if (!isLatest()) return false;
    for (const [key, { marker }] of drawn) {
      if (wanted.has(key)) continue;
      marker.remove();
      drawn.delete(key);
    }
    const missing = [...wanted].filter(([key]) => !drawn.has(key));
    for (let at = 0; at < missing.length; at += 1) {
      const [key, cluster] = missing[at];
      drawn.set(key, add(cluster));
      if (at % AT_ONCE !== AT_ONCE - 1) continue;
      yield;
      if (!isLatest()) return false;
    }
    return true;
  }
  function add(cluster) {
    const marker = L.marker([cluster.lat, cluster.lon], { icon: pinIcon(look(cluster)), keyboard: false, riseOnHover: true, riseOffset: IN_FRONT });
    return { cluster, marker: marker.on("click", () => press(cluster)).addTo(map) };
  }
  /** The drawn pin that a protest stands in; undefined outside the window. */
  function holding(number) {
    return [...drawn.values()].find(({ cluster }) => cluster.members?.includes(number));
  }
  function clear() {
    for (const { marker } of drawn.values()) marker.remove();
    drawn.clear();
  }

  let waiting = 0;
  map.on("zoomstart", () => { latest = null; }); // the pins of this zoom are no longer wanted
  map.on("moveend", () => { // first the ground, then the pins: each is little work, both may be felt
    clearTimeout(waiting);
    if (source) waiting = setTimeout(draw);
  });
  return {
    /** @param {{clusters: Function}} other */
    async show(other) {
      clear();
      source = other;
      await draw();
    },
    /** Draws the pin of a number anew, as it looks now. */
    redraw(number) {
      const held = holding(number);
      held?.marker.setIcon(pinIcon(look(held.cluster)));
      map.fire("pinsdrawn");
    },
    /** Before or behind the others, marked or not. */
    raise(number, isRaised) {
      const held = holding(number);
      held?.marker.setZIndexOffset(isRaised ? IN_FRONT : 0);
      held?.marker.getElement().firstElementChild.classList.toggle("pin--raised", isRaised);
    },
    /** @returns {boolean} whether all its pins can be seen now */
    holdsAll: (count) => [...drawn.values()].reduce((sum, { cluster }) => sum + cluster.count, 0) >= count,
  };
}

/** @param {import("./source.js").Cluster} cluster */
function keyOf({ lon, lat, count, members }) {
  return [lon, lat, count, members?.[0]].join();
}

/** @param {L.Map} map @returns {import("./source.js").Box} */
export function boxAround(map, beyond = BEYOND) {
  const { min, max } = map.getPixelBounds();
  const [northWest, southEast] = [min.subtract([beyond, beyond]), max.add([beyond, beyond])].map((corner) => map.unproject(corner));
  return [northWest.lng, southEast.lat, southEast.lng, northWest.lat];
}
