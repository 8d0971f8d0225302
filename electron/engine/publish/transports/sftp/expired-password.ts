import type { Client } from "ssh2";

/** Maximum length of the server's output that is kept, in characters. */
const maxPromptLength = 4096;

/** Time limit for the server's message, in milliseconds. */
const patienceMs = 5000;

/** A command that does nothing. */
const nothing = "true";

/**
 * Returns whether a server that has refused SFTP requires a new password first. OpenSSH then runs `passwd`
 * instead of any program (session.c, do_pwchange). It prints the reason only to clients that run a command,
 * never to an SFTP client. Therefore a command is run here, with a terminal if possible.
 */
export async function wantsNewPassword(client: Client): Promise<boolean> {
  return isWanted((await wordsOf(client, true)) ?? (await wordsOf(client, false)) ?? "");
}

function isWanted(words: string): boolean {
  return /password/i.test(words) && /expired|must change|change required/i.test(words);
}

/**
 * Runs a command that does nothing, and returns as much of its output as is needed. Null if the server does
 * not run the command.
 */
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
          if (words.length < maxPromptLength) words += data.toString("utf8");
          // Does not wait for the end of the command: on a terminal, `passwd` waits for input.
          if (isWanted(words)) done();
        };
        channel.on("data", hear).on("error", done).on("close", done);
        channel.stderr.on("data", hear);
        // Ends the command's input, so that the server does not wait for it.
        channel.end();
      });
    } catch {
      // The connection has ended.
      resolve(null);
    }
  }).finally(() => clearTimeout(timer));
}
