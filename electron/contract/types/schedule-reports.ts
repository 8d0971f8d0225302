import { z } from "zod";
import { wireErrorSchema } from "../errors.ts";
import { blogPathSchema } from "./blog-types.ts";
import { type PublishResult, publishResultSchema } from "./publish-run-types.ts";

export const scheduleReportSchema = z.object({
  /** Name of the target. It was the default target when the scheduled publish started. */
  target: z.string(),
  posts: z.array(z.object({ path: blogPathSchema, title: z.string() })),
  /**
   * Time at which the first missed post was due, in milliseconds since the epoch. Null if no post was missed.
   * A post is missed if the program did not run, or was asleep, until two minutes after the post was due.
   */
  missedSince: z.number().nullable(),
  result: publishResultSchema.nullable(),
  error: wireErrorSchema.nullable(),
  /** Time of the next automatic attempt in milliseconds since the epoch, or null. */
  retryAt: z.number().nullable(),
});
/** The outcome of a scheduled publish. */
export type ScheduleReport = z.infer<typeof scheduleReportSchema>;

/** Identifies a notice. Each target has at most one notice about successes, and one about a failure. */
export const scheduleNoticeSchema = z.object({ target: z.string(), failed: z.boolean() });
export type ScheduleNotice = z.infer<typeof scheduleNoticeSchema>;

export function noticeOf({ target, error }: ScheduleReport): ScheduleNotice {
  return { target, failed: error !== null };
}

/** Returns the unread reports without the reports of one notice. */
export function withoutNotice(
  unread: readonly ScheduleReport[],
  { target, failed }: ScheduleNotice,
): readonly ScheduleReport[] {
  return unread.filter((report) => report.target !== target || (report.error !== null) !== failed);
}

/**
 * Adds a report to the unread reports. The result is in the order of time.
 * A failure replaces the target's earlier failure, because all posts of the earlier failure are still due.
 * A success is merged with the target's earlier success. It also removes the target's failure, because the
 * posts of the failure are now published.
 */
export function withReport(
  unread: readonly ScheduleReport[],
  report: ScheduleReport,
): readonly ScheduleReport[] {
  const { target } = report;
  const settled = withoutNotice(unread, { target, failed: true });
  if (report.error) return [...settled, report];
  const before = settled.find((other) => other.target === target);
  return [...withoutNotice(settled, { target, failed: false }), before ? merged(before, report) : report];
}

/**
 * Codes of notes about the present state. Old ones are dropped, because a new report repeats them if they are
 * still true.
 */
const ofNow: ReadonlySet<string> = new Set(["files.leftOut", "posts.held", "sections.notProtected"]);

function merged(before: ScheduleReport, report: ScheduleReport): ScheduleReport {
  const later = new Set(report.posts.map(({ path }) => path));
  const missed = [before.missedSince, report.missedSince].filter((time) => time !== null);
  const notes = report.result?.notes ?? [];
  const known = new Set(notes.map((note) => JSON.stringify(note)));
  const isKept = (note: PublishResult["notes"][number]): boolean =>
    !ofNow.has(note.code) && !known.has(JSON.stringify(note));
  const earlier = (before.result?.notes ?? []).filter(isKept);
  return {
    ...report,
    posts: [...report.posts, ...before.posts.filter(({ path }) => !later.has(path))],
    missedSince: missed.length === 0 ? null : Math.min(...missed),
    result: report.result && { ...report.result, notes: [...notes, ...earlier] },
  };
}
