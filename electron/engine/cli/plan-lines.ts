import type { PublishPlan } from "#contract/types/publish-run-types.ts";
import type { Comparison, ComparisonLine, PublishedState } from "#contract/types/publish-types.ts";
import { serverText } from "#engine/publish/base/server-text.ts";

/** Formats a plan: change, size and path of each file, separated by tabs, and why the user has to choose. */
export function planLines({ files }: PublishPlan): string[] {
  return files.map(({ change, size, path, because }) => {
    const line = `${change}\t${size}\t${serverText(path)}`;
    return because ? `${line}\t${because}` : line;
  });
}

/** Formats the target location of a plan, one line per part. */
export function placeLines({ place }: PublishPlan): string[] {
  if (!place) return [];
  const { host, user, directory, url } = place;
  const lines = [
    ["host", host],
    ["user", user],
    ["directory", directory],
    ["address", url],
  ] as const;
  return lines.flatMap(([name, value]) => (value ? [`${name}: ${serverText(value)}`] : []));
}

/** Formats the totals of a plan. */
export function planSum({ files, bytes, unchanged }: PublishPlan): string {
  return `${files.length} files, ${bytes} bytes to send, ${unchanged} unchanged`;
}

const marks: Readonly<Record<ComparisonLine["kind"], string>> = {
  same: " ",
  theirs: "-",
  mine: "+",
  gap: "",
};

/**
 * Formats differences like `diff -u`; escapes text from the server so that it cannot control the terminal.
 */
export function comparisonLines(comparison: Comparison): string[] {
  if (comparison.kind === "noText") return ["(cannot be shown as text)"];
  const lines = comparison.lines.map(({ kind, text }) => `${marks[kind]}${serverText(text)}`);
  return comparison.isCut ? [...lines, "…"] : lines;
}

/** Formats a published state as one line: number, time, changes, notes and names. */
export function stateLine({ number, at, backTo, isLive, isComplete, changes }: PublishedState): string {
  const counts = `+${changes.new.count} ~${changes.changed.count} -${changes.removed.count}`;
  const names = [...changes.new.names, ...changes.changed.names, ...changes.removed.names]
    .slice(0, 3)
    .map(({ path, title }) => title ?? path);
  const notes = [
    isLive ? "live" : "",
    backTo === null ? "" : `back to ${backTo}`,
    isComplete ? "" : "incomplete",
  ].filter((note) => note !== "");
  return [number, at, counts, [...notes, ...names].join(", ")].join("\t");
}
