// Draws world.json: ISO 3166 code -> outline, in the Equal Earth projection. How to run it: README.md.
import fs from "node:fs";
import { geoBounds, geoCentroid, geoEqualEarth, geoPath } from "d3-geo";
import codes from "i18n-iso-countries/codes.json" with { type: "json" };
import { feature, merge } from "topojson-client";
import { presimplify, simplify } from "topojson-simplify";

const WIDTH = 2000; // units; coordinates are whole numbers
const SMALL = 14; // units; what is neither wider nor higher is a dot
const WEIGHT = 0.05; // square degrees; corners that matter less are left out
const NAMED = { Kosovo: "XKX", Somaliland: "SOM", "N. Cyprus": "CYP" }; // no number in ISO 3166
// What Natural Earth draws as part of another country: [from, name or "", to, west, south, east, north].
const MOVED = [
  ["RUS", "UKR", 32, 44.2, 36.8, 46.4], // Crimea: resolution 68/262 of the General Assembly of the United Nations
  ["FRA", "GUF", -56, 0, -50, 8], ["FRA", "GLP", -62.5, 15.7, -60.5, 17], ["FRA", "MTQ", -62, 14, -60, 15.6],
  ["FRA", "REU", 54, -23, 57, -19], ["FRA", "MYT", 44, -14, 46, -12], ["NOR", "SJM", -10, 70.5, -7, 72],
  ["NOR", "SJM", 10, 74, 36, 82], ["NLD", "BES", -70, 11, -62, 19], ["NZL", "TKL", -174, -11, -170, -7],
  ["IOA", "CCK", 96, -13, 98, -11], ["IOA", "CXR", 105, -11, 106, -10],
];
const POINTS = { GIB: [-5.35, 36.14], TUV: [179.2, -8.52], BVT: [3.4, -54.4], UMI: [-169.5, 16.7] }; // not drawn at 1:50m

const world = JSON.parse(fs.readFileSync("node_modules/world-atlas/countries-50m.json"));
const rough = simplify(presimplify(world), WEIGHT);
const iso3 = Object.fromEntries(codes.map(([, three, number]) => [number, three]));

function codeOf(geometry) {
  const name = geometry.properties.name;
  return name === "Indian Ocean Ter." ? "IOA" : NAMED[name] ?? iso3[geometry.id];
}

function inside(polygon, [west, south, east, north]) {
  const [[x0, y0], [x1, y1]] = geoBounds(feature(world, polygon));
  return x0 >= west && y0 >= south && x1 <= east && y1 <= north;
}

const parts = {}; // code -> polygons
for (const geometry of world.objects.countries.geometries) {
  const code = codeOf(geometry);
  if (!code || code === "ATA") continue; // the Siachen glacier belongs to nobody here; Antarctica is not drawn
  for (const arcs of geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs) {
    const polygon = { type: "Polygon", arcs };
    const moved = MOVED.find(([from, , ...box]) => from === code && inside(polygon, box));
    (parts[moved ? moved[1] : code] ??= []).push(polygon);
  }
}

const land = { type: "MultiPoint", coordinates: [[-169, 10], [-169, -56], [190, 0], [0, 83.7], [0, -56]] };
const projection = geoEqualEarth().rotate([-11, 0]).fitWidth(WIDTH, { type: "Sphere" });
const [[, top], [, bottom]] = geoPath(projection).bounds(land);
projection.translate([projection.translate()[0], projection.translate()[1] - top + 4]);

class Outline { // whole numbers, each corner told from where the last one was
  d = "";
  moveTo(x, y) { this.line = [[Math.round(x), Math.round(y)]]; }
  lineTo(x, y) {
    const [px, py] = this.line.at(-1), [nx, ny] = [Math.round(x), Math.round(y)];
    if (nx !== px || ny !== py) this.line.push([nx, ny]);
  }
  closePath() {
    const [first, ...rest] = this.line;
    if (rest.length && rest.at(-1)[0] === first[0] && rest.at(-1)[1] === first[1]) rest.pop();
    if (rest.length < 2) return;
    let [x, y] = first;
    this.d += `M${x} ${y}l`;
    const steps = rest.map(([nx, ny]) => { const step = [nx - x, ny - y]; [x, y] = [nx, ny]; return step; });
    this.d += steps.flat().join(" ").replaceAll(" -", "-") + "z";
  }
  arc() {}
}

const paths = {}, dots = {};
for (const code of [...new Set([...Object.keys(parts), ...Object.keys(POINTS)])].sort()) {
  const exact = parts[code] && merge(world, parts[code]);
  const [[x0, y0], [x1, y1]] = exact ? geoPath(projection).bounds(exact) : [[0, 0], [0, 0]];
  const outline = new Outline();
  if (exact) geoPath(projection, outline)(merge(rough, parts[code]));
  const small = x1 - x0 <= SMALL && y1 - y0 <= SMALL;
  if (outline.d && !small) paths[code] = outline.d;
  if (small || !outline.d || scattered(exact)) dots[code] = projection(POINTS[code] ?? middle(exact)).map(Math.round);
}

function polygons(shape) {
  return shape.coordinates.map((coordinates) => ({ type: "Polygon", coordinates }));
}

function largest(shape) {
  const area = geoPath(projection).area;
  return polygons(shape).reduce((best, one) => (area(one) > area(best) ? one : best));
}

function middle(shape) { return geoCentroid(largest(shape)); }

function scattered(shape) { // islands far apart, each too small to be seen: Kiribati
  const [[x0, y0], [x1, y1]] = geoPath(projection).bounds(largest(shape));
  return x1 - x0 <= SMALL && y1 - y0 <= SMALL;
}

const height = Math.ceil(bottom - top) + 8;
fs.writeFileSync("world.json", JSON.stringify({ width: WIDTH, height, paths, dots }).replaceAll('","', '",\n"') + "\n");
console.log(Object.keys(paths).length, "outlines,", Object.keys(dots).length, "dots", height);
