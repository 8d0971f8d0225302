import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Creates a blog folder with `count` short posts that are one minute apart, and returns its path. */
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

/** Settings of a blog that publishes to the practice site. */
export const practiceSettings = settings("http://127.0.0.1/", "kind: practice");

/** The settings of an SFTP target. */
export interface SftpSettings {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly directory: string;
  readonly url: string;
  readonly signIn: string;
  readonly key?: string | undefined;
}

/** Settings of a blog that publishes to one SFTP server. */
export function sftpSettings(target: SftpSettings): string {
  const { host, port, user, directory, url, signIn, key } = target;
  const lines = [
    "kind: sftp",
    `host: ${host}`,
    `port: ${port}`,
    `user: ${user}`,
    `directory: ${directory}`,
    `url: ${url}`,
    `signIn: ${signIn}`,
    ...(key === undefined ? [] : [`key: ${key}`]),
  ];
  return settings(url, lines.join("\n    "));
}

function settings(url: string, target: string): string {
  return `title: 日々の話
author:
  name: ""
language: ja
timeZone: Asia/Tokyo
url: ${url}
sections:
  diary:
    title: 日記
defaultTarget: live
targets:
  live:
    ${target}
`;
}
