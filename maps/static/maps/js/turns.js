/** Long work in short turns: what somebody does meanwhile, and the next picture, come between two of them. */

const TURN = 6; // ms; on a slow phone a picture takes several times as long as the work that it shows

/** The next turn, after what waits by now. */
export const nextTurn = () => new Promise((resolve) => { setTimeout(resolve); });

/** The next turn, after the screen shows what was done in this one; a page that nobody sees is not painted. */
const afterPicture = () => (document.hidden ? nextTurn() : new Promise((resolve) => {
  requestAnimationFrame(() => setTimeout(resolve));
}));

/** @returns {() => boolean} whether the turn that began now is over */
export function turn() {
  const began = performance.now();
  return () => performance.now() - began > TURN;
}

/**
 * Takes the steps of some work, a turn at a time.
 * @template T
 * @param {Generator<void, T>} work
 * @param {{isSeen?: boolean}} [how] whether what a turn did is to be shown before the next
 * @returns {Promise<T>}
 */
export async function inTurns(work, { isSeen = false } = {}) {
  for (let isOver = turn(); ;) {
    const { done, value } = work.next();
    if (done) return value;
    if (!isOver()) continue;
    await (isSeen ? afterPicture() : nextTurn());
    isOver = turn();
  }
}
