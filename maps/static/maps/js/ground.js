/**
 * One canvas under everything on a map. What is painted keeps its coordinates at every zoom, and the canvas scales them:
 * outlines that Leaflet holds it projects anew, point by point, each time that the map is zoomed.
 */

const PADDING = 0.5; // of the window, drawn on each side of it, to be there when the map is dragged

/**
 * @param {L.Map} map
 * @param {(context: CanvasRenderingContext2D, zoom: number, window: {left: number, top: number, right: number, bottom: number, dot: number}) => void}
 *   paint in pixels of the world at zoom 0; `window` is what can be seen of it, beyond the world's edges too, and how
 *   large one dot of the screen is there
 * @returns {() => void} paints again
 */
export function layGround(map, paint) {
  const Ground = L.Renderer.extend({
    _initContainer() {
      this._container = document.createElement("canvas");
    },
    _destroyContainer() {
      this._container.remove();
    },
    _update() {
      if (this._map._animatingZoom && this._bounds) return; // the picture is stretched until the end
      L.Renderer.prototype._update.call(this);
      const { min, max } = this._bounds;
      const scale = 2 ** this._zoom;
      const [origin, far] = [min, max].map((corner) => corner.add(this._map.getPixelOrigin()).divideBy(scale));
      const dots = Math.min(devicePixelRatio, 2);
      const context = cleared(this._container, this._bounds, dots);
      context.scale(scale, scale);
      context.translate(-origin.x, -origin.y);
      paint(context, this._zoom, { left: origin.x, top: origin.y, right: far.x, bottom: far.y, dot: 1 / (dots * scale) });
    },
  });
  const ground = new Ground({ pane: "base", padding: PADDING }).addTo(map);
  return () => ground._update();
}

/** As large as the bounds, and nothing on it. @param {HTMLCanvasElement} canvas @param {L.Bounds} bounds @param {number} dots a pixel */
function cleared(canvas, bounds, dots) {
  const { x, y } = bounds.getSize();
  L.DomUtil.setPosition(canvas, bounds.min);
  Object.assign(canvas, { width: x * dots, height: y * dots });
  Object.assign(canvas.style, { width: `${x}px`, height: `${y}px` });
  const context = canvas.getContext("2d");
  context.scale(dots, dots);
  return context;
}
