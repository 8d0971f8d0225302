import type { Client } from "ssh2";

/** More of what a server says is not kept. */
const mostWords = 4096;

/** How long a server may take to say it. */
const patienceMs = 5000;

/** A command that does nothing, wherever it is carried out. */
const nothing = "true";

/**
 * Whether a server that does not start what was asked for wants another password first: OpenSSH runs `passwd` then in the place of every
 * program (its session.c, do_pwchange). It says so at a terminal, to most who run a command, and to nobody who asks for SFTP.
 */
export async function wantsNewPassword(client: Client): Promise<boolean> {
  return isWanted((await wordsOf(client, true)) ?? (await wordsOf(client, false)) ?? "");
}

function isWanted(words: string): boolean {
  return /password/i.test(words) && /expired|must change|change required/i.test(words);
}

/** What comes of a command that does nothing, as far as it is needed; null where none is carried out. */
function wordsOf(client: Client, pty: boolean): Promise<string | null> {
  let words = "";
  let timer: NodeJS.Timeout;
  return new Promise<string | null>((resolve) => {
    const done = (): void => resolve(words);
    timer = setTimeout(done, patienceMs);
    client.on("close", done);
    try {
      client.exec(nothing, { pty }, (error, channel) => {
        if (error) {
          resolve(null);
          return;
        }
        const hear = (data: Buffer): void => {
          if (words.length < mostWords) words += data.toString("utf8");
          // At a terminal `passwd` waits for an answer.
          if (isWanted(words)) done();
        };
        channel.on("data", hear).on("error", done).on("close", done);
        channel.stderr.on("data", hear);
        // What reads its input has nothing to wait for.
        channel.end();
      });
    } catch {
      // The connection has ended.
      resolve(null);
    }
  }).finally(() => clearTimeout(timer));
}
