/**
 * Examples of the CommonMark specification that Hitofude interprets differently on purpose, with the reasons.
 */
export const deliberateDifferences: ReadonlyMap<number, string> = new Map([
  ...because(
    "a definition needs a target that looks like an address or a path, or `[追記]: これは…` would vanish",
    [194, 203, 204],
  ),
  ...because("a list starts at 999 at most, or `2022. 5月の話` would be a list", [265]),
  ...because(
    "an image that stands alone and has a title is a figure with a caption",
    [572, 573, 576, 577, 584, 585, 586, 588, 589, 591],
  ),
  ...because("bare addresses are links", [602, 608, 611]),
]);

function because(reason: string, examples: readonly number[]): [number, string][] {
  return examples.map((example) => [example, reason]);
}
