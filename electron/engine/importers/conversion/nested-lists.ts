/**
 * Closes and opens lists at the end of `html`, so that exactly the lists in `marks` are open.
 * `marks` has one character for each level of nesting.
 * Lists of `#` and `+` are ordered: `*#` is an ordered list inside an unordered list.
 */
export function closeLists(open: { list: string }, marks: string, html: string[]): void {
  let same = 0;
  while (same < open.list.length && open.list[same] === marks[same]) same += 1;
  for (const mark of [...open.list.slice(same)].reverse()) html.push(`</li></${tagOf(mark)}>`);
  if (marks !== "" && marks.length <= same) html.push("</li>");
  for (const mark of marks.slice(same)) html.push(`<${tagOf(mark)}>`);
  open.list = marks;
}

function tagOf(mark: string): string {
  return mark === "#" || mark === "+" ? "ol" : "ul";
}
