// Places in a text: the server counts code points, the browser counts UTF-16 units, and the text may have moved on.

/** Returns what turns offsets in code points into offsets in the string; the same where no character takes two. */
export function fromCodePoints(text) {
  if (!/[\ud800-\udbff]/.test(text)) return (offset) => offset;
  const pairs = [];
  let points = 0;
  for (const character of text) {
    if (character.length === 2) pairs.push(points);
    points += 1;
  }
  return (offset) => {
    let low = 0;
    let high = pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[middle] < offset) low = middle + 1;
      else high = middle;
    }
    return offset + low;
  };
}

/** Returns what moves a span of an old text to where it is in the new one, or to null where it was edited. */
export function moved(old, now) {
  if (old === now) return (span) => span;
  const most = Math.min(old.length, now.length);
  let before = 0;
  while (before < most && old[before] === now[before]) before += 1;
  let after = 0;
  while (after < most - before && old[old.length - 1 - after] === now[now.length - 1 - after]) after += 1;
  const shift = now.length - old.length;
  return ({ start, end }) => {
    if (end <= before) return { start, end };
    if (start >= old.length - after) return { start: start + shift, end: end + shift };
    return null;
  };
}
