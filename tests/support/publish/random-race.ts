import { setTimeout as wait } from "node:timers/promises";
import { AppError } from "#contract/errors.ts";
import type { SftpPublishOptions } from "#engine/publish/run/publish-options.ts";
import { seededNumbers } from "../seeded-numbers.ts";
import { yes } from "./sftp-publish.ts";

type Changes = Pick<SftpPublishOptions, "client" | "ask" | "lockTimeoutMs" | "beforeCommit">;

/**
 * Lets two computers publish to one server at the same time.
 * The seed determines when each computer starts, and how long it sleeps before it commits.
 * The seed also determines when each computer considers the other computer dead, and whether it takes over.
 * Returns the result of each computer: `done` or the code of an error.
 */
export async function randomRace(
  seed: number,
  publish: (name: "desk" | "laptop", changes: Changes) => Promise<unknown>,
): Promise<string[]> {
  const random = seededNumbers(seed);
  const racers = (["desk", "laptop"] as const).map((name) => {
    const [start, sleep, timeout, takesOver] = [
      random() * 120,
      random() * 200,
      20 + random() * 300,
      random() < 0.5,
    ];
    return async (): Promise<string> => {
      await wait(start);
      const changes: Changes = {
        client: { user: "author", computer: name },
        lockTimeoutMs: timeout,
        ask: async (question) =>
          question.kind === "lock" ? { accept: takesOver, answers: [], remember: false } : yes(question),
        beforeCommit: async () => {
          await wait(sleep);
          return {};
        },
      };
      return publish(name, changes).then(
        () => "done",
        (error: unknown) => {
          if (error instanceof AppError) return error.code;
          throw error;
        },
      );
    };
  });
  return Promise.all(racers.map((race) => race()));
}
