/** Pins that would cover each other become one with a count: the same rule as maps/pins.py, held by tests/maps/groups.json. */

// From how many members on a group has a larger placard.
export const BIG = 10;

// Of a lone placard, a group's and a big group's, with their edges and the one behind, in pixels.
const WIDTHS = [24, 34, 48];
const HEIGHTS = [16, 28, 36];
// So many comparisons are one step: some milliseconds on a slow phone.
const STEP = 4000;
// More pins than this are for a server to group (source.js): three such numbers make one that a double holds exactly.
const MOST = 2 ** 17;

/**
 * Lists of whole numbers in one piece, for ten thousand small arrays are much to collect: list n stands in `members`
 * from starts[n] to before starts[n + 1].
 * @typedef {{size: number, starts: Uint32Array, members: Uint32Array}} Lists
 */

/** @param {number} count @returns {0 | 1 | 2} */
function sizeOf(count) {
  if (count === 1) return 0;
  return count < BIG ? 1 : 2;
}

/**
 * Whether two pins stand within the radius, or the placard of one would cover that of the other.
 * @param {number} across pixels from the foot of the first to that of the second, eastward
 * @param {number} down southward
 * @param {number} one how many stand in the first
 * @param {number} other
 * @param {number} radius pixels
 */
export function meet(across, down, one, other, radius) {
  if (across * across + down * down <= radius * radius) return true;
  const southern = sizeOf(down < 0 ? one : other);
  return 2 * Math.abs(across) < WIDTHS[sizeOf(one)] + WIDTHS[sizeOf(other)] && Math.abs(down) < HEIGHTS[southern];
}

/**
 * @param {ArrayLike<number>} xs pixels
 * @param {ArrayLike<number>} ys pixels
 * @param {number} radius pixels
 * @returns {Generator<void, number[][]>} in steps, between which others may have their turn (turns.js): numbers of spots
 *   in groups, each with its foot first, the member nearest to the middle
 */
export function* grouping(xs, ys, radius) {
  let groups = alone(xs.length);
  for (;;) {
    const near = yield* inTheWay(groups, xs, ys, radius);
    if (near.size === groups.size) return asArrays(groups);
    yield;
    groups = joined(near, groups, xs, ys);
  }
}

/** @returns {Lists} each spot by itself */
function alone(size) {
  const starts = new Uint32Array(size + 1);
  for (let number = 0; number <= size; number += 1) starts[number] = number;
  return { size, starts, members: starts.slice(0, size) };
}

/** @param {Lists} lists @returns {number[][]} */
function asArrays({ size, starts, members }) {
  return Array.from({ length: size }, (_, number) => Array.from(members.subarray(starts[number], starts[number + 1])));
}

/**
 * Numbers of groups that are in the way of one of them, starting with the largest, where feet are densest.
 * @param {Lists} groups
 * @returns {Generator<void, Lists>}
 */
function* inTheWay(groups, xs, ys, radius) {
  const { size, starts, members } = groups;
  const cells = inCells(groups, xs, ys, Math.max(radius, WIDTHS[2]));
  yield;
  const order = inOrder(groups, cells);
  const isTaken = new Uint8Array(size);
  const found = { size: 0, starts: new Uint32Array(size + 1), members: new Uint32Array(size) };
  let [end, looked] = [0, 0];
  for (const first of order) {
    if (isTaken[first]) continue;
    const foot = members[starts[first]];
    const count = starts[first + 1] - starts[first];
    for (const step of cells.steps) {
      const cell = cells.of[first] + step;
      looked += cells.starts[cell + 1] - cells.starts[cell];
      for (let at = cells.starts[cell]; at < cells.starts[cell + 1]; at += 1) {
        const number = cells.members[at];
        if (isTaken[number]) continue;
        const other = members[starts[number]];
        if (!meet(xs[other] - xs[foot], ys[other] - ys[foot], count, starts[number + 1] - starts[number], radius)) continue;
        isTaken[number] = 1;
        found.members[end++] = number;
      }
    }
    found.starts[++found.size] = end;
    if (looked > STEP) {
      looked = 0;
      yield;
    }
  }
  return found;
}

/** Groups by the squares of a grid that their feet are in: `of` each its square, `steps` to the nine around one. */
function inCells({ size, starts, members }, xs, ys, edge) {
  const [columns, rows] = [new Int32Array(size), new Int32Array(size)];
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let number = 0; number < size; number += 1) {
    const foot = members[starts[number]];
    columns[number] = Math.floor(xs[foot] / edge);
    rows[number] = Math.floor(ys[foot] / edge);
    left = Math.min(left, columns[number]);
    right = Math.max(right, columns[number]);
    top = Math.min(top, rows[number]);
    bottom = Math.max(bottom, rows[number]);
  }
  if (!size) return { of: columns, steps: [], ...sorted(columns, 0) };
  const width = right - left + 3; // an empty one on each side
  const of = new Int32Array(size);
  for (let number = 0; number < size; number += 1) of[number] = (rows[number] - top + 1) * width + columns[number] - left + 1;
  const steps = [-width - 1, -1, width - 1, -width, 0, width, 1 - width, 1, width + 1];
  return { of, steps, ...sorted(of, width * (bottom - top + 3)) };
}

/** Numbers by the cell that each is in, as they come. @param {Int32Array} of @param {number} size @returns {Lists} */
function sorted(of, size) {
  const starts = new Uint32Array(size + 1);
  for (let number = 0; number < of.length; number += 1) starts[of[number] + 1] += 1;
  for (let cell = 0; cell < size; cell += 1) starts[cell + 1] += starts[cell];
  const ends = starts.slice();
  const members = new Uint32Array(of.length);
  for (let number = 0; number < of.length; number += 1) members[ends[of[number]]++] = number;
  return { size, starts, members };
}

/** The largest group first, then where it is most crowded, then as they came: sorted as numbers, three in one. */
function inOrder({ size, starts }, cells) {
  const keys = new Float64Array(size);
  for (let number = 0; number < size; number += 1) {
    const count = starts[number + 1] - starts[number];
    const crowd = cells.starts[cells.of[number] + 1] - cells.starts[cells.of[number]];
    keys[number] = ((MOST - count) * MOST + (MOST - crowd)) * MOST + number;
  }
  keys.sort();
  for (let at = 0; at < size; at += 1) keys[at] %= MOST;
  return keys;
}

/**
 * Several groups as one, its foot first.
 * @param {Lists} near numbers of groups
 * @param {Lists} groups
 * @returns {Lists}
 */
function joined(near, groups, xs, ys) {
  const starts = new Uint32Array(near.size + 1);
  const members = new Uint32Array(groups.members.length);
  let end = 0;
  for (let number = 0; number < near.size; number += 1) {
    for (let at = near.starts[number]; at < near.starts[number + 1]; at += 1) {
      const group = near.members[at];
      for (let from = groups.starts[group]; from < groups.starts[group + 1]; from += 1) members[end++] = groups.members[from];
    }
    starts[number + 1] = end;
    if (near.starts[number + 1] - near.starts[number] > 1) putFootFirst(members.subarray(starts[number], end), xs, ys);
  }
  return { size: near.size, starts, members };
}

function putFootFirst(members, xs, ys) {
  let [x, y] = [0, 0];
  for (const number of members) {
    x += xs[number] / members.length;
    y += ys[number] / members.length;
  }
  let best = 0;
  let least = Infinity;
  for (let at = 0; at < members.length; at += 1) {
    const number = members[at];
    // In thousandths of a pixel, so that equal ones are equal whatever the rounding.
    const distance = Math.round(1000 * Math.sqrt((xs[number] - x) ** 2 + (ys[number] - y) ** 2));
    if (distance > least || (distance === least && number > members[best])) continue;
    best = at;
    least = distance;
  }
  [members[0], members[best]] = [members[best], members[0]];
}
