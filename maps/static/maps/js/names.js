/** Names beside lone pins, close in, and only where there is room: what is over gives way first. */

const FROM_ZOOM = 4;
const GAP = 6; // pixels, as in protests/css/map.css
const [AFTER, BEFORE, NOWHERE] = ["after", "before", "nowhere"];
const GIVES_WAY = /pin--(done|cancelled|banned|postponed)/;

/** Of two boxes. */
function overlap(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/**
 * Keeps names readable as the map moves: after the pin, else before it, else unseen. All is measured before anything is
 * changed, for each change between two measures would have the page laid out anew.
 * @param {L.Map} map
 */
export function keepNames(map) {
  const pane = map.getPane("markerPane");
  map.on("pinsdrawn", () => {
    const isClose = map.getZoom() >= FROM_ZOOM;
    map.getContainer().classList.toggle("map--names", isClose);
    if (!isClose) return;
    const frame = map.getContainer().getBoundingClientRect();
    const pins = Array.from(pane.querySelectorAll(".pin"), (pin) => ({ pin, face: pin.firstElementChild.getBoundingClientRect() }));
    const controls = Array.from(map.getContainer().querySelectorAll(".leaflet-control"), (one) => one.getBoundingClientRect());
    const taken = [...pins.map(({ face }) => face), ...controls];
    const named = pins.filter(({ pin }) => pin.querySelector(".pin-name"))
      .map(({ pin, face }) => ({ pin, face, name: pin.querySelector(".pin-name"), box: pin.querySelector(".pin-name").getBoundingClientRect() }));
    named.sort((a, b) => GIVES_WAY.test(a.pin.className) - GIVES_WAY.test(b.pin.className));
    const places = named.map(({ face, box }) => (overlap(face, frame) ? placeFor(box, face, frame, taken) : NOWHERE));
    named.forEach(({ name }, i) => {
      name.classList.toggle("pin-name--seen", places[i] !== NOWHERE);
      name.classList.toggle("pin-name--before", places[i] === BEFORE);
    });
  });
}

/**
 * @param {DOMRect} name wherever it is now
 * @param {DOMRect} face beside which it shall be
 * @param {DOMRect} frame which it must not be cut by
 * @param {object[]} taken gets its place, if it has one
 */
function placeFor({ width, top, bottom }, face, frame, taken) {
  for (const [place, left] of [[AFTER, face.right + GAP], [BEFORE, face.left - GAP - width]]) {
    const box = { left, right: left + width, top, bottom };
    if (box.left < frame.left || box.right > frame.right || taken.some((other) => overlap(box, other))) continue;
    taken.push(box);
    return place;
  }
  return NOWHERE;
}
