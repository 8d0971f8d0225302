import { createHmac } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PhpServer, startPhp } from "../servers/php-server.ts";
import { runCli } from "#tests/unit/engine/cli/run-cli.ts";

/** A site with a counter and a form, served by PHP. Mails from the form are written into a file. */
export interface VisitorsSite {
  /** Folder that contains the document root, like the home folder of an account at a web host. */
  readonly home: string;
  readonly documentRoot: string;
  readonly php: PhpServer;
  /** Returns the folders with data about visitors, wherever these folders are. */
  dataFolders(): Promise<string[]>;
  mails(): Promise<string>;
  /** Returns the token of the form as the server sends it now. */
  token(): Promise<string>;
  /** Sends the form from a loopback address. */
  send(fields: Readonly<Record<string, string>>, from?: SendFrom): Promise<{ status: number; text: string }>;
  stop(): Promise<void>;
}

interface SendFrom {
  readonly address?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const settings = `title: x
language: en
sections: { diary: { title: Diary } }
counter: { live: true, total: 100 }
feedback: { to: author@example.com }
`;

/** Builds a site and serves it. `prepare` can change the home folder before the first request. */
export async function startVisitorsSite(prepare?: (home: string) => Promise<void>): Promise<VisitorsSite> {
  const top = await mkdtemp(join(tmpdir(), "hitofude-visitors-"));
  const [blog, home] = [join(top, "blog"), join(top, "home")];
  const documentRoot = join(home, "public_html");
  await mkdir(join(blog, "posts", "diary"), { recursive: true });
  await mkdir(home);
  await writeFile(join(blog, "blog.yaml"), settings);
  await writeFile(
    join(blog, "posts", "diary", "a.md"),
    "---\ntitle: a\ndate: 2025-04-01 8:00\nstatus: ready\n---\na\n",
  );
  const built = await runCli(["build", "--out", documentRoot, blog]);
  if (built.code !== 0) throw new Error(built.stderr);
  const mailer = join(top, "mailer.sh");
  await writeFile(mailer, `#!/bin/sh\ncat >> ${top}/mails\n`);
  await chmod(mailer, 0o755);
  await prepare?.(home);
  const php = await startPhp(documentRoot, { workers: 8, settings: [`sendmail_path=${mailer}`] });
  const token = async (): Promise<string> => {
    const html = await (await fetch(`${php.url}feedback.php`)).text();
    return /name="token" value="([^"]+)"/.exec(html)?.[1] ?? "";
  };
  return {
    home,
    documentRoot,
    php,
    token,
    async dataFolders() {
      const inside = (await readdir(join(documentRoot, "visitors"))).filter((name) =>
        name.startsWith("data-"),
      );
      const beside = (await readdir(home)).filter((name) => name.startsWith(".hitofude-visitors-"));
      return [
        ...inside.map((name) => join(documentRoot, "visitors", name)),
        ...beside.map((name) => join(home, name)),
      ];
    },
    mails: () => readFile(join(top, "mails"), "utf8").catch(() => ""),
    send: (fields, from = {}) =>
      postForm(`${php.url}feedback.php`, new URLSearchParams(fields).toString(), from),
    async stop() {
      await php.stop();
      await rm(top, { recursive: true, force: true });
    },
  };
}

/**
 * Returns a token of the form, signed as if the server had sent the form this many seconds ago.
 * The signing key is in the folder of visitors' data after the first form was sent.
 */
export async function tokenOfAge(dataFolder: string, seconds: number): Promise<string> {
  const key = await readFile(join(dataFolder, "key.php"), "utf8");
  const time = String(Math.floor(Date.now() / 1000) - seconds);
  return `${time}-${createHmac("sha256", key).update(time).digest("hex")}`;
}

function postForm(url: string, body: string, { address = "127.0.0.1", headers = {} }: SendFrom) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const form = {
      "content-type": "application/x-www-form-urlencoded",
      "content-length": String(body.length),
    };
    const asking = request(
      url,
      { method: "POST", localAddress: address, headers: { ...form, ...headers } },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (part: string) => {
          text += part;
        });
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text }));
      },
    );
    asking.on("error", reject).end(body);
  });
}
