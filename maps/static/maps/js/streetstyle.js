/**
 * How streets look: the tokens of the page, its own fonts, and no more than one needs to find a square.
 * Layers and kinds are those of the Protomaps basemap, version 4 (https://docs.protomaps.com/basemaps/layers).
 */

import { token } from "./colours.js";

const GREEN = "park forest wood nature_reserve national_park protected_area cemetery grass grassland garden golf_course village_green allotments playground recreation_ground scrub".split(" ");
const MAJOR = ["highway", "major_road"];
const MINOR = ["minor_road"];
const PATHS = ["path", "other"];
const LANDMARKS = "station park townhall library museum university stadium theatre attraction marketplace".split(" ");
// Widths in pixels by zoom.
const WIDTHS = { highway: [[8, 1], [12, 2], [15, 7], [18, 18]], major: [[9, .6], [12, 1.6], [15, 5], [18, 14]], minor: [[12, .4], [15, 3], [18, 9]], path: [[14, .5], [18, 3]] };

const ofKind = (...kinds) => (zoom, { props }) => kinds.includes(props.kind);
const width = (stops) => protomapsL.exp(1.6, stops);

/** @returns {object[]} from the ground up, in the colours of this moment */
export function paintRules() {
  const { PolygonSymbolizer, LineSymbolizer, GeomType } = protomapsL;
  const area = (dataLayer, colour, filter) => ({ dataLayer, filter, symbolizer: new PolygonSymbolizer({ fill: token(colour) }) });
  const street = (stops, ...kinds) => ({
    dataLayer: "roads", filter: ofKind(...kinds),
    symbolizer: new LineSymbolizer({ color: token("--map-street"), width: width(stops), lineCap: "round", lineJoin: "round" }),
  });
  return [
    area("earth", "--map-block"),
    area("landuse", "--map-park", ofKind(...GREEN)),
    area("water", "--map-water", (zoom, { geomType }) => geomType === GeomType.Polygon),
    {
      dataLayer: "water", filter: (zoom, { geomType }) => geomType === GeomType.Line,
      symbolizer: new LineSymbolizer({ color: token("--map-water"), width: width([[9, .5], [15, 2], [18, 8]]) }),
    },
    area("landuse", "--map-street", ofKind("pedestrian", "pier")),
    { ...area("buildings", "--map-land"), minzoom: 14 },
    { ...street(WIDTHS.path, ...PATHS), minzoom: 14 },
    { ...street(WIDTHS.minor, ...MINOR), minzoom: 12 },
    street(WIDTHS.major, "major_road"),
    street(WIDTHS.highway, "highway"),
    {
      dataLayer: "roads", filter: ofKind("rail"), minzoom: 12,
      symbolizer: new LineSymbolizer({ color: token("--map-label"), opacity: .35, width: width([[12, .6], [18, 2]]) }),
    },
    {
      dataLayer: "boundaries", symbolizer: new LineSymbolizer({ color: token("--map-label"), opacity: .35, width: 1 }),
      filter: (zoom, { props }) => props.kind === "country",
    },
  ];
}

/**
 * @param {string} lang of the page: names are in it where they are known
 * @returns {object[]} the important first
 */
export function labelRules(lang) {
  const { CenteredTextSymbolizer, LineLabelSymbolizer, LineLabelPlacement, GeomType } = protomapsL;
  const family = getComputedStyle(document.body).fontFamily;
  const { language, script } = new Intl.Locale(lang);
  const words = (font) => ({
    labelProps: [...(script ? [`name:${language}-${script}`] : []), `name:${language}`, "name"],
    font: `${font} ${family}`, fill: token("--map-label"), stroke: token("--map-block"), width: 2, lineHeight: 1.4,
  });
  const along = { ...words("400 12px"), stroke: token("--map-street"), width: 3, position: LineLabelPlacement.Center };
  const isPoint = ({ geomType }) => geomType === GeomType.Point;
  return [
    { dataLayer: "places", filter: ofKind("locality"), maxzoom: 15, symbolizer: new CenteredTextSymbolizer(words("700 14px")) },
    { dataLayer: "roads", filter: ofKind(...MAJOR), minzoom: 13, symbolizer: new LineLabelSymbolizer(along) },
    {
      dataLayer: "pois", minzoom: 15, filter: (zoom, feature) => isPoint(feature) && LANDMARKS.includes(feature.props.kind),
      symbolizer: new CenteredTextSymbolizer(words("600 12px")),
    },
    { dataLayer: "roads", filter: ofKind(...MINOR, ...PATHS), minzoom: 15, symbolizer: new LineLabelSymbolizer(along) },
    { dataLayer: "places", filter: ofKind("neighbourhood", "macrohood"), minzoom: 12, symbolizer: new CenteredTextSymbolizer(words("600 12px")) },
    { dataLayer: "water", filter: (zoom, feature) => isPoint(feature), minzoom: 11, symbolizer: new CenteredTextSymbolizer(words("italic 400 12px")) },
  ];
}
