import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Makes a blog folder with `count` short posts, a minute apart, and returns its path. */
export async function makeBlog(count: number, settings: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-blog-"));
  await mkdir(join(folder, "posts", "diary"), { recursive: true });
  await writeFile(join(folder, "blog.yaml"), settings);
  for (let number = 1; number <= count; number += 1) {
    const minute = String(number % 60).padStart(2, "0");
    const hour = String(8 + Math.floor(number / 60)).padStart(2, "0");
    const text = `---\ntitle: 第${number}回の話\ndate: 2025-04-01 ${hour}:${minute}:00\nstatus: ready\n---\n\n${number}つ目の**「話」**です。\n`;
    await writeFile(join(folder, "posts", "diary", `${String(number).padStart(3, "0")}.md`), text);
  }
  return folder;
}

/** Settings of a blog that publishes to one SFTP server. */
export function sftpSettings(target: {
  host: string;
  port: number;
  user: string;
  directory: string;
  url: string;
  signIn: string;
  key?: string | undefined;
}): string {
  return `title: 日々の話
author:
  name: ""
language: ja
timeZone: Asia/Tokyo
url: ${target.url}
sections:
  diary:
    title: 日記
defaultTarget: live
targets:
  live:
    kind: sftp
    host: ${target.host}
    port: ${target.port}
    user: ${target.user}
    directory: ${target.directory}
    url: ${target.url}
    signIn: ${target.signIn}
${target.key === undefined ? "" : `    key: ${target.key}\n`}`;
}
