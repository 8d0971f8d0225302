import type { PublishPlan } from "#contract/types/publish-run-types.ts";
import type { Comparison, ComparisonLine, PublishedState } from "#contract/types/publish-types.ts";
import { serverText } from "#engine/publish/base/server-data.ts";
import type { Report } from "./report.ts";

/**
 * Returns one line for each file: change, bytes and path. A file that needs a decision has a reason, too.
 */
export function planLines({ files }: PublishPlan): string[] {
  return files.map(({ change, size, path, because, link }) => {
    const shown = link?.target ? `${path} -> ${link.target}` : path;
    const line = `${change}\t${size}\t${serverText(shown)}`;
    return because ? `${line}\t${because}` : line;
  });
}

/** Returns lines that show where a first publish goes: host, user, directory and address, one per line. */
function placeLines({ place }: PublishPlan, report: Report): string[] {
  if (!place) return [];
  return (["host", "user", "directory", "url"] as const).flatMap((name) => {
    const value = place[name];
    return value ? [`${report.text(`targets.${name}`)}: ${serverText(value)}`] : [];
  });
}

/** Returns what the author should know before agreeing to a plan: where it leads, and what is unusual. */
export function warningLines(plan: PublishPlan, report: Report): string[] {
  const { questions, publishedBefore, clockBehind, clockAhead } = plan;
  return [
    ...(questions.includes("first") ? placeLines(plan, report) : []),
    ...(publishedBefore ? [report.text("plan.publishedBefore", { at: publishedBefore })] : []),
    ...(questions.includes("lost") ? [report.text("plan.question.lost")] : []),
    ...(clockBehind ? [report.text("plan.question.clock", clockBehind)] : []),
    ...(clockAhead ? [report.text("plan.question.clockAhead", clockAhead)] : []),
  ];
}

/** Formats the totals of a plan: files and bytes to send, and unchanged files. */
export function planSum({ files, bytes, unchanged }: PublishPlan, report: Report): string {
  return report.text("shell.planSum", { files: files.length, bytes, unchanged });
}

/** Returns a line with the number of files for each purpose. If all pages change, also returns the reason. */
export function reasonLines({ sorts = [], why }: PublishPlan, report: Report): string[] {
  const counts = sorts.map(({ sort, count }) => report.text(`plan.sort.${sort}`, { count }));
  return [
    ...(counts.length === 0 ? [] : [counts.join(report.text("plan.sort.join"))]),
    ...(why ? [report.text(`plan.why.${why}`)] : []),
  ];
}

const marks: Readonly<Record<ComparisonLine["kind"], string>> = {
  same: " ",
  theirs: "-",
  mine: "+",
  gap: "",
};

/** Formats differences like `diff -u`. Removes control characters, which could control the terminal. */
export function comparisonLines(comparison: Comparison, report: Report): string[] {
  if (comparison.kind === "noText") return [report.text("shell.noText")];
  const lines = comparison.lines.map(({ kind, text }) => `${marks[kind]}${serverText(text)}`);
  return comparison.isCut ? [...lines, "…"] : lines;
}

/** Maximum number of posts that a line names. The line gives only the number of further posts. */
const maxNamed = 3;

/**
 * Formats an earlier publish: number, time, number of changed files, notes, and the titles of changed posts.
 */
export function stateLine(state: PublishedState, report: Report): string {
  const { number, at, backTo, isLive, isComplete, changes } = state;
  const counts = `+${changes.new.count} ~${changes.changed.count} -${changes.removed.count}`;
  const notes = [
    isLive ? report.text("undo.live") : "",
    backTo === null ? "" : report.text("undo.backTo", { at: localTime(backTo) }),
    isComplete ? "" : report.text("undo.incomplete"),
    ...postNotes(state, report),
  ].filter((note) => note !== "");
  return [number, localTime(at), counts, notes.join("; ")].join("\t");
}

/** Returns a note for each kind of change of posts. Without changed posts, returns no note. */
function postNotes({ posts }: PublishedState, report: Report): string[] {
  if (!posts) return [];
  return (["new", "changed", "removed"] as const).flatMap((kind) => {
    const { count, names } = posts[kind];
    if (count === 0) return [];
    const shown = names.slice(0, maxNamed);
    const listed = shown
      .map(({ path, title }) => serverText(title ?? path))
      .join(report.text("list.separator"));
    const values = { names: listed, more: count - shown.length };
    return [report.text(`undo.${kind}`, { names: report.text("undo.postNames", values) })];
  });
}

/** Returns a time in the computer's time zone, with the zone's difference to UTC. */
function localTime(at: string): string {
  const time = new Date(at);
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join("-");
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(":");
  const minutes = Math.abs(time.getTimezoneOffset());
  const sign = time.getTimezoneOffset() > 0 ? "-" : "+";
  return `${day} ${clock} ${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
