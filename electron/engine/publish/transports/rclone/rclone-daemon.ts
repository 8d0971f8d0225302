import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { AppError, messageOf } from "#contract/errors.ts";
import { connectionLost } from "../../base/connection-lost.ts";
import { RemoteError, remoteStatus } from "../../base/remote-files.ts";
import { serverText } from "../../base/server-data.ts";
import { rcloneProgram } from "./rclone-program.ts";
import { SilenceWatch } from "./silence-watch.ts";

/** Time limit for the start of rclone, in milliseconds. */
const startMs = 20_000;

/** Time limit for one request, such as the upload of a large file, in milliseconds. */
const requestMs = 30 * 60_000;

/**
 * Time limit of rclone for a new connection. Its default is a minute.
 * Its limit for an answer stays at 5 minutes, because servers may need long to copy or to join a large file.
 */
const limits = ["--contimeout", "20s"];

/** Matches error messages of rclone, Go and Windows for a server that cannot be reached. */
const unreachable =
  /i\/o timeout|timeout awaiting|handshake timeout|deadline exceeded|connection (?:reset by|refused|lost|timed out)|broken pipe|network is (?:unreachable|down)|host is down|no route to host|no such host|server misbehaving|[Tt]emporary failure in name resolution|wsa(?:recv|send): |connectex: |: (?:unexpected )?EOF$/;

const statsSchema = z.object({ bytes: z.number() });

/** The line in which rclone prints its URL. */
const listening = /Serving remote control on (http:\/\/\S+?)\/?\s/;

/**
 * A shell script that runs a program, and ends the program when the script's standard input ends.
 * So the program never outlives Hitofude: when Hitofude ends or is killed, the system closes the input.
 */
const guard = [
  "exec 3<&0",
  '"$@" 3<&- </dev/null & program=$!',
  '(cat <&3; kill "$program") >/dev/null 2>&1 & watcher=$!',
  'wait "$program"; status=$?',
  'kill "$watcher" 2>/dev/null; exit "$status"',
].join("\n");

/** Returns a command that runs a program. On systems other than Windows, the script `guard` runs it. */
function guarded(program: string, args: readonly string[]): [string, string[]] {
  if (process.platform === "win32") return [program, [...args]];
  return ["/bin/sh", ["-c", guard, "sh", program, ...args]];
}

/** An rclone process that accepts requests over loopback and keeps its connections open. */
export class RcloneDaemon {
  readonly #child: ChildProcess;
  readonly #url: string;
  readonly #authorization: string;
  readonly #abandoned = new AbortController();
  #ended = false;
  #watch: SilenceWatch | null = null;

  private constructor(child: ChildProcess, url: string, authorization: string) {
    this.#child = child;
    this.#url = url;
    this.#authorization = authorization;
    child.once("exit", () => {
      this.#ended = true;
    });
  }

  /** Starts rclone. Rejects with `rclone.missing` if rclone is not installed. */
  static async start(name = "rclone"): Promise<RcloneDaemon> {
    const { program, options } = await rcloneProgram(name);
    const password = randomBytes(24).toString("hex");
    const env = { ...options.env, RCLONE_RC_USER: "hitofude", RCLONE_RC_PASS: password };
    // `--ignore-times` uploads every file, because a file of equal size and time may have other contents.
    const settings = [
      "--ask-password=false",
      "--ignore-times",
      "--retries",
      "1",
      "--use-json-log=false",
      ...limits,
    ];
    // Loads `node:child_process` only if a blog uses rclone.
    const { spawn } = await import("node:child_process");
    const child = spawn(...guarded(program, ["rcd", "--rc-addr", "127.0.0.1:0", ...settings]), {
      ...options,
      env,
      // Keeps Ctrl+C in a terminal from ending rclone before the lock is released.
      // On Windows, `windowsHide` has this effect, because it gives rclone a console of its own.
      // A process that is not detached also ends there if Hitofude is killed (job object of libuv).
      detached: process.platform !== "win32",
      windowsHide: true,
      stdio: ["pipe", "ignore", "pipe"],
    });
    try {
      const url = await addressOf(child);
      return new RcloneDaemon(child, url, `Basic ${btoa(`hitofude:${password}`)}`);
    } catch (error) {
      stop(child);
      throw error;
    }
  }

  /**
   * From now on, abandons rclone if the server of `remote` does not answer for `limitMs` milliseconds
   * while rclone carries out requests.
   */
  watchServer(remote: string, limitMs: number): void {
    this.#watch = new SilenceWatch({
      limitMs,
      transferred: async () => statsSchema.parse(await this.#send("core/stats", "/", {})).bytes,
      // Asks for a name in a folder that does not exist, because a real folder's files would be listed.
      ask: () => this.#send("operations/stat", "/", { fs: remote, remote: "hitofude-no-such-folder/none" }),
      onSilence: () => this.abandon("no answer"),
    });
  }

  /**
   * Sends one request to rclone. If rclone refuses, rejects with a `RemoteError` that has an SFTP status.
   * If rclone cannot reach the server, abandons rclone and rejects with `publish.connectionLost`.
   */
  async call(command: string, path: string, parameters: object): Promise<unknown> {
    if (this.#ended) throw connectionLost("rclone ended");
    const send = (): Promise<unknown> => this.#send(command, path, parameters);
    try {
      return await (this.#watch ? this.#watch.during(send) : send());
    } catch (error) {
      if (error instanceof AppError) this.abandon(messageOf(error.cause));
      throw error;
    }
  }

  async #send(command: string, path: string, parameters: object): Promise<unknown> {
    let response: Response;
    let answer: unknown;
    try {
      response = await fetch(`${this.#url}/${command}`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: this.#authorization },
        body: JSON.stringify(parameters),
        signal: AbortSignal.any([AbortSignal.timeout(requestMs), this.#abandoned.signal]),
      });
      answer = await response.json();
    } catch (error) {
      const reason = messageOf(error);
      throw connectionLost(reason, error);
    }
    if (response.ok) return answer;
    const message = serverText(errorIn(answer));
    if (unreachable.test(message)) throw connectionLost(message, new Error(message));
    throw new RemoteError(command, path, statusOf(response.status, message), message);
  }

  /** Whether rclone has ended or was abandoned. */
  get isLost(): boolean {
    return this.#ended || this.#abandoned.signal.aborted;
  }

  /** Makes all unanswered and all further requests to rclone fail with `reason`. */
  abandon(reason?: string): void {
    this.#abandoned.abort(reason === undefined ? undefined : new Error(reason));
  }

  async end(): Promise<void> {
    if (this.#ended) return;
    const exit = new Promise((resolve) => this.#child.once("exit", resolve));
    stop(this.#child);
    await exit;
  }
}

/** Ends rclone by closing the input of the guard script. On Windows, ends rclone directly. */
function stop(child: ChildProcess): void {
  child.stdin?.end();
  if (process.platform === "win32") child.kill();
}

function addressOf(child: ChildProcess): Promise<string> {
  let said = "";
  let timer: NodeJS.Timeout;
  return new Promise<string>((resolve, reject) => {
    const failed = (reason: string): void =>
      reject(
        new AppError("publish.remoteFailed", { operation: "rclone", path: "", reason: serverText(reason) }),
      );
    timer = setTimeout(() => failed("no answer"), startMs);
    child.once("error", (error) => failed(error.message));
    child.once("exit", () => failed(said));
    child.stderr?.setEncoding("utf8");
    child.stderr?.on("data", (text: string) => {
      // Keeps only the end of the output, because the whole output could fill the memory.
      said = (said + text).slice(-4096);
      const url = listening.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    });
  }).finally(() => clearTimeout(timer));
}

function errorIn(answer: unknown): string {
  const error: unknown = answer instanceof Object ? Reflect.get(answer, "error") : undefined;
  return typeof error === "string" ? error : "refused";
}

function statusOf(status: number, message: string): number {
  if (status === 404) return remoteStatus.noSuchFile;
  if (status === 403 || /permission denied|access ?denied|forbidden/i.test(message)) {
    return remoteStatus.permissionDenied;
  }
  return remoteStatus.failure;
}
