import { AppError } from "#contract/errors.ts";
import type { Question } from "#contract/types/publish-run-types.ts";
import { Progress } from "#engine/publish/base/progress.ts";
import type { PublishInput, RunOptions } from "#engine/publish/run/publish-options.ts";
import { runPublish } from "#engine/publish/run/publish-run.ts";
import { MemoryDisk } from "./memory-disk.ts";
import { ScheduledFiles } from "./scheduled-files.ts";
import { type Actor, SeededSchedule } from "./seeded-schedule.ts";
import { yes } from "./sftp-publish.ts";

/** Paths of a race: the document root, and Hitofude's own folder beside it. */
export const raceRoot = "/home/author/public_html";
const raceState = "/home/author/.hitofude/b3f0c1d2-test-blog/public_html";

/** Matches the files with which a first publish tests what the server can do. */
const probe = /\/hitofude-probe-/;

type Builds = Readonly<Record<"base" | "desk" | "laptop", PublishInput>>;

export interface RaceOutcome {
  /** The results of the two computers (desk and laptop): `done`, `killed`, or the code of an error. */
  readonly ends: readonly string[];
  /** `live`: the files that readers find at the end. `state`: the files left beside the document root. */
  readonly live: Readonly<Record<string, string>>;
  readonly state: readonly string[];
  /** All steps in order. */
  readonly trace: readonly string[];
}

/**
 * Two computers simultaneously publish different sites to a server with an older site.
 * When both have ended, a third computer publishes the desk's site.
 * The seed determines when each computer starts, and in which order the server handles requests.
 * The seed also determines which computer sleeps, is considered dead, or is killed.
 * `isWhole` checks each file that readers find, whenever a file changes.
 */
export async function raceBySeed(
  seed: number,
  builds: Builds,
  isWhole: (path: string, content: string) => boolean,
): Promise<RaceOutcome> {
  const schedule = new SeededSchedule(seed);
  const disk = new MemoryDisk(() => Math.floor(schedule.ms / 1000));
  layOut(disk);
  const server = { inOrder: schedule.chance(0.5), announcesReplace: schedule.chance(0.8) };
  const watch = (path: string): void => {
    if (!path.startsWith(`${raceRoot}/`) || probe.test(path)) return;
    const torn = Object.entries(disk.tree(raceRoot)).find(([name, content]) => !isWhole(name, content));
    if (torn) throw new Error(`readers find a torn ${torn[0]}`);
  };
  const publish = async (actor: Actor, input: PublishInput, changes: Partial<RunOptions>): Promise<void> => {
    const options: RunOptions = {
      name: "live",
      input,
      ask: yes,
      client: { user: "author", computer: actor.name },
      review: false,
      program: "test",
      directory: raceRoot,
      modes: { file: 0o644, directory: 0o755 },
      lockClock: actor.clock,
      random: () => schedule.number(1_000_000) / 1_000_000,
      ...changes,
    };
    const files = new ScheduledFiles(disk, actor, { ...server, onChange: watch });
    const { problem } = await runPublish(files, options, new Progress(() => undefined));
    if (problem) throw problem;
  };
  const racer = (name: "desk" | "laptop"): Promise<string> => {
    const actor = schedule.actor(name);
    const [start, sleep, timeout] = [
      schedule.number(3000),
      schedule.number(20_000),
      500 + schedule.number(schedule.chance(0.5) ? 2000 : 15_000),
    ];
    const takesOver = schedule.chance(0.7);
    const dies = schedule.chance(0.15);
    const life = schedule.number(30_000);
    const killed = dies
      ? actor.clock.wait(life).then(() => {
          schedule.kill(name);
          return "killed";
        })
      : new Promise<string>(() => undefined);
    const work = async (): Promise<string> => {
      await actor.clock.wait(start);
      const changes = {
        lockTimeoutMs: timeout,
        ask: async (question: Question) =>
          question.kind === "lock" ? { accept: takesOver, answers: [], remember: false } : yes(question),
        beforeCommit: () => actor.clock.wait(sleep).then(() => ({})),
      };
      return publish(actor, builds[name], changes).then(() => "done", codeOf);
    };
    const ended = work();
    // Errors of a client that was killed are ignored.
    ended.catch(() => undefined);
    return Promise.race([ended, killed]);
  };
  try {
    await schedule.run([publish(schedule.actor("first"), builds.base, {})]);
    const ends = await schedule.run([racer("desk"), racer("laptop")]);
    await schedule.run([publish(schedule.actor("third"), builds.desk, { lockTimeoutMs: 500 })]);
    // The server may carry out requests of a dead client late. The next publish removes the resulting files.
    const expected = ends.includes("killed")
      ? /^(?:manifest\.previous|lock-.*|stage-.*)$/
      : /^manifest\.previous$/;
    const state = disk.names(raceState).filter((name) => !expected.test(name));
    return { ends, live: disk.tree(raceRoot), state, trace: schedule.trace };
  } catch (error) {
    const last = schedule.trace.slice(-60).join("\n");
    throw new Error(`seed ${seed}: ${error}\nThe last steps:\n${last}`, { cause: error });
  }
}

/** Creates the document root. */
export function layOut(disk: MemoryDisk): void {
  for (const path of ["/home", "/home/author", raceRoot]) disk.mkdir(disk.bind("mkdir", path), 0o755);
}

function codeOf(error: unknown): string {
  if (error instanceof AppError) return error.code;
  throw error;
}
