import type { Client } from "ssh2";

/** Maximum length of the server's output that is kept, in characters. */
const maxPromptLength = 4096;

/** Time limit for the server's message, in milliseconds. */
const timeoutMs = 5000;

/** A shell command that does nothing. */
const nothing = "true";

/**
 * Returns whether a server has refused SFTP because the user's password has expired.
 * OpenSSH reports an expired password only to a client that runs a command.
 */
export async function wantsNewPassword(client: Client): Promise<boolean> {
  return isWanted((await wordsOf(client, true)) ?? (await wordsOf(client, false)) ?? "");
}

function isWanted(words: string): boolean {
  return /password/i.test(words) && /expired|must change|change required/i.test(words);
}

/** Runs a command that does nothing. Returns the first output, or null if the server refuses the command. */
function wordsOf(client: Client, pty: boolean): Promise<string | null> {
  let words = "";
  let timer: NodeJS.Timeout;
  return new Promise<string | null>((resolve) => {
    const done = (): void => resolve(words);
    timer = setTimeout(done, timeoutMs);
    client.on("close", done);
    try {
      client.exec(nothing, { pty }, (error, channel) => {
        if (error) {
          resolve(null);
          return;
        }
        const onData = (data: Buffer): void => {
          if (words.length < maxPromptLength) words += data.toString("utf8");
          // Does not wait for the end of the command, because `passwd` waits for input on a terminal.
          if (isWanted(words)) done();
        };
        channel.on("data", onData).on("error", done).on("close", done);
        channel.stderr.on("data", onData);
        // Ends the command's input, so that the server does not wait for input.
        channel.end();
      });
    } catch {
      // ssh2 throws if the connection has ended.
      resolve(null);
    }
  }).finally(() => clearTimeout(timer));
}
