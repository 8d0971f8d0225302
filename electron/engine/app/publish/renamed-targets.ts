import { join } from "node:path";
import type { Problem } from "#contract/errors.ts";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { identityOf } from "#contract/settings/target.ts";
import { rename } from "#engine/base/files/change-files.ts";
import { entryIfThere, namesIfThere, nullIfMissing } from "#engine/base/files/read-files.ts";
import { fileNameFor } from "#engine/base/plain-name.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { settingsFile } from "#engine/blog/settings/load-settings.ts";
import { appendStates } from "#engine/publish/history/state-record.ts";
import { type PublishedRecord, readPublishedRecord } from "#engine/publish/state/published-record.ts";
import type { LiveRecords } from "./live-records.ts";

interface RenamedTargetsParts {
  readonly blog: Pick<BlogFolder, "settings" | "problems">;
  readonly records: Pick<LiveRecords, "move">;
  /** Returns a path in the state folder of the blog. */
  readonly inside: (...names: string[]) => string;
}

/** After the author has renamed a target in `blog.yaml`, moves the target's records to the new name. */
export class RenamedTargets {
  readonly #parts: RenamedTargetsParts;
  #following: Promise<void> = Promise.resolve();

  constructor(parts: RenamedTargetsParts) {
    this.#parts = parts;
  }

  /**
   * Moves the records of renamed targets. Call this only while no publish is running.
   * Never rejects. If the disk fails, the next call tries again.
   */
  follow(): Promise<void> {
    this.#following = this.#following.then(() => this.#follow()).catch(() => undefined);
    return this.#following;
  }

  async #follow(): Promise<void> {
    const { blog, inside } = this.#parts;
    const { targets } = blog.settings;
    const known = new Set(Object.keys(targets).map(fileNameFor));
    const names = (await namesIfThere(inside("live"))).filter((name) => name.endsWith(".json"));
    const recorded = new Set(names.map((name) => name.slice(0, -".json".length)));
    const vanished = [...recorded].filter((name) => !known.has(name));
    if (vanished.length === 0 || targetFaults(blog).length > 0) return;
    const records = await Promise.all(vanished.map((name) => this.#recordOf(name)));
    for (const name of Object.keys(targets)) {
      const place = placeOfOne(targets, name);
      const former = vanished.filter((_, at) => place !== undefined && records[at]?.place === place);
      const [from] = former;
      if (from === undefined || former.length > 1) continue;
      if (!recorded.has(fileNameFor(name))) await this.#move(from, name);
      else await this.#moveNewer(from, name);
    }
  }

  #recordOf(fileName: string): Promise<PublishedRecord | null> {
    return readPublishedRecord(this.#parts.inside("live", `${fileName}.json`));
  }

  /**
   * Moves the records of a publish that another process made under the former name `from`.
   * That publish ended only after `#move` had moved the records of earlier publishes.
   */
  async #moveNewer(from: string, name: string): Promise<void> {
    const { inside, records } = this.#parts;
    const to = fileNameFor(name);
    const [late, known] = await Promise.all([this.#recordOf(from), this.#recordOf(to)]);
    if (!late || !known || late.generation <= known.generation) return;
    const published = (file: string): string => inside("published", "states", `target-${file}`);
    await appendStates(published(from), published(to));
    await records.move(from, name);
  }

  /** `from` is the target's former name, as `fileNameFor` converts names. */
  async #move(from: string, name: string): Promise<void> {
    const { inside, records } = this.#parts;
    const to = fileNameFor(name);
    const published = (file: string): string => inside("published", "states", `target-${file}`);
    // Moves the record last, so that the next call finds the record and repeats an interrupted move.
    if (await entryIfThere(published(from))) {
      if (await entryIfThere(published(to))) return;
      await rename(published(from), published(to)).catch(nullIfMissing);
    }
    await records.move(from, name);
    // Ignores a failure to move the built site, because the next build can make the site again.
    const built = (file: string): string => join(inside("cache"), "site", file);
    if (!(await entryIfThere(built(to)))) await rename(built(from), built(to)).catch(() => undefined);
  }
}

/**
 * Returns a target's server and folder (`identityOf`), or undefined if another target also publishes there.
 */
function placeOfOne(targets: BlogSettings["targets"], name: string): string | undefined {
  const places = Object.entries(targets).map(([other, target]) => ({ other, place: identityOf(target) }));
  const place = places.find(({ other }) => other === name)?.place;
  return places.filter((each) => each.place === place).length === 1 ? place : undefined;
}

/**
 * Returns the problems in the targets of `blog.yaml`. A target with a problem may be missing in the settings.
 */
export function targetFaults({ problems }: Pick<BlogFolder, "problems">): Problem[] {
  const isAboutTargets = ({ file, values: { key, near } = {} }: Problem): boolean =>
    file === settingsFile &&
    (key === undefined ||
      [key, near].some((name) => /^(?:targets|defaultTarget)(?:\.|$)/.test(String(name))));
  return problems.filter(isAboutTargets);
}
