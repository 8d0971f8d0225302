import type { Client } from "ssh2";

/** How much of the server's output is kept. */
const mostWords = 4096;

/** How long the server may take to print it. */
const patienceMs = 5000;

/** A command that does nothing on any system. */
const nothing = "true";

/**
 * Whether a server that refuses SFTP requires a new password first: OpenSSH then runs `passwd` instead of any
 * program (session.c, do_pwchange). It prints the reason on a terminal, to most clients that run a command,
 * but never to an SFTP client.
 */
export async function wantsNewPassword(client: Client): Promise<boolean> {
  return isWanted((await wordsOf(client, true)) ?? (await wordsOf(client, false)) ?? "");
}

function isWanted(words: string): boolean {
  return /password/i.test(words) && /expired|must change|change required/i.test(words);
}

/** Returns the output of a command that does nothing, as far as needed; null where it is not run. */
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
          // On a terminal, `passwd` waits for input.
          if (isWanted(words)) done();
        };
        channel.on("data", hear).on("error", done).on("close", done);
        channel.stderr.on("data", hear);
        // Ends the input, so that nothing waits for it.
        channel.end();
      });
    } catch {
      // The connection has ended.
      resolve(null);
    }
  }).finally(() => clearTimeout(timer));
}
