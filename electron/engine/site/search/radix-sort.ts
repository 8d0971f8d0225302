const digitBits = 11;
const buckets = 1 << digitBits;
const counts = new Uint32Array(buckets);

/**
 * Sorts integers in place by their bits from `lowest` to `end` (exclusive). The sort is stable.
 * For a few thousand small numbers, a radix sort is several times faster than the built-in sort.
 * `spare` must be as long as `values`.
 */
export function radixSort(values: Uint32Array, spare: Uint32Array, lowest: number, end: number): void {
  let [from, to] = [values, spare];
  for (let shift = lowest; shift < end; shift += digitBits) {
    distribute(from, to, shift, shift + digitBits > end ? (1 << (end - shift)) - 1 : buckets - 1);
    [from, to] = [to, from];
  }
  if (from !== values) values.set(from);
}

function distribute(from: Uint32Array, to: Uint32Array, shift: number, mask: number): void {
  counts.fill(0);
  for (let index = 0; index < from.length; index++) {
    const digit = ((from[index] ?? 0) >>> shift) & mask;
    counts[digit] = (counts[digit] ?? 0) + 1;
  }
  let next = 0;
  for (let digit = 0; digit < buckets; digit++) {
    const count = counts[digit] ?? 0;
    counts[digit] = next;
    next += count;
  }
  for (let index = 0; index < from.length; index++) {
    const value = from[index] ?? 0;
    const digit = (value >>> shift) & mask;
    const place = counts[digit] ?? 0;
    to[place] = value;
    counts[digit] = place + 1;
  }
}
