import { startChild } from "../setup/child.mjs";
import { SetupError } from "../setup/report.mjs";

/**
 * Starts a private X display for the windows under test.
 * With this display, the windows need no screen and do not disturb an existing display.
 * @returns {Promise<{name: string, stop: () => Promise<void>}>} `name` is the value for DISPLAY
 * @throws {SetupError} when the display server does not start
 */
export async function startDisplay() {
  // The X server chooses a free number, and writes this number to the descriptor when it is ready.
  const args = ["-displayfd", "3", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"];
  const server = startChild("Xvfb", args, { stdio: ["ignore", "ignore", "pipe", "pipe"] });
  const number = await Promise.race([firstLine(server.process.stdio[3]), server.done.then(() => undefined)]);
  if (number === undefined) {
    throw new SetupError(
      "Xvfb, the display for the tests, did not come up.",
      "テスト用の画面 Xvfb が起動しませんでした。",
    );
  }
  return {
    name: `:${number}`,
    async stop() {
      server.signal("SIGTERM");
      await server.done;
    },
  };
}

/**
 * @param {any} stream
 * @returns {Promise<string>}
 */
function firstLine(stream) {
  return new Promise((resolve) => {
    let text = "";
    stream.setEncoding("utf8").on("data", (/** @type {string} */ part) => {
      text += part;
      if (text.includes("\n")) resolve(text.trim());
    });
  });
}
