import { z } from "zod";
import {
  type ScheduleNotice,
  type ScheduleReport,
  scheduleReportSchema,
  withoutNotice,
  withReport,
} from "#contract/types/schedule-reports.ts";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { readTextIfThere } from "#engine/base/files/read-files.ts";

const outcomesSchema = z.object({ format: z.literal(1), unseen: z.array(scheduleReportSchema) });

/** The outcomes of scheduled publishes. Those that the author has not seen are stored on disk. */
export class ScheduleOutcomes {
  readonly #file: string;
  #unread: readonly ScheduleReport[] = [];
  /**
   * The outcomes that are stored. A separate list, because an unread outcome may join a post that the author
   * has seen with a later post.
   */
  #unseen: readonly ScheduleReport[] = [];
  #saving: Promise<void> = Promise.resolve();
  #written = textOf([]);

  constructor(file: string) {
    this.#file = file;
  }

  /** The outcomes that the author has not dismissed, in the order of time. */
  get unread(): readonly ScheduleReport[] {
    return this.#unread;
  }

  /** Reads the outcomes that the author has not seen in an earlier run. A damaged file counts as empty. */
  async load(): Promise<void> {
    const text = await readTextIfThere(this.#file).catch(() => null);
    if (text === null) return;
    this.#written = text;
    try {
      const { unseen } = outcomesSchema.parse(JSON.parse(text));
      // Discards the planned attempts of the earlier run, because they ended with that run.
      this.#unseen = unseen.map((report) => ({ ...report, retryAt: null }));
      this.#unread = this.#unseen;
    } catch {
      // Ignores the file. The next call of `#save` replaces it.
    }
  }

  add(report: ScheduleReport): void {
    this.#change(withReport(this.#unread, report), withReport(this.#unseen, report));
  }

  /** Removes the outcomes of a notice that the author has closed. */
  dismiss(notice: ScheduleNotice): void {
    this.#change(withoutNotice(this.#unread, notice), withoutNotice(this.#unseen, notice));
  }

  /** Stops storing the outcomes of a notice, because the author has seen the notice. */
  see(notice: ScheduleNotice): void {
    this.#change(this.#unread, withoutNotice(this.#unseen, notice));
  }

  /**
   * Keeps only those posts in failures that still wait to be published to `target`.
   * Removes failures without such posts.
   * `waiting` maps the path of each waiting post to its title.
   * If a title is null, the report keeps the title that it has.
   * Returns whether something has changed.
   */
  keepWaiting(target: string, waiting: ReadonlyMap<string, string | null>): boolean {
    const kept = withWaiting(this.#unread, target, waiting);
    if (JSON.stringify(kept) === JSON.stringify(this.#unread)) return false;
    this.#change(kept, withWaiting(this.#unseen, target, waiting));
    return true;
  }

  /** Resolves when all changes so far are stored. */
  async saved(): Promise<void> {
    await this.#saving;
  }

  #change(unread: readonly ScheduleReport[], unseen: readonly ScheduleReport[]): void {
    this.#unread = unread;
    this.#unseen = unseen;
    this.#save();
  }

  /** Stores the unseen outcomes. Ignores errors, because an error must not make the publish fail. */
  #save(): void {
    this.#saving = this.#saving.then(async () => {
      const text = textOf(this.#unseen);
      if (text === this.#written) return;
      try {
        await atomicWrite(this.#file, text);
        this.#written = text;
      } catch {
        // Ignores the error. The next change tries to write the file again.
      }
    });
  }
}

/** Returns the reports without posts that no longer wait. See `keepWaiting`. */
function withWaiting(
  reports: readonly ScheduleReport[],
  target: string,
  waiting: ReadonlyMap<string, string | null>,
): readonly ScheduleReport[] {
  return reports.flatMap((report) => {
    if (!report.error) return [report];
    const posts = report.posts.flatMap((post) => {
      const title = report.target === target ? waiting.get(post.path) : undefined;
      return title === undefined ? [] : [{ ...post, title: title ?? post.title }];
    });
    return posts.length === 0 ? [] : [{ ...report, posts }];
  });
}

function textOf(unseen: readonly ScheduleReport[]): string {
  return `${JSON.stringify({ format: 1, unseen })}\n`;
}
