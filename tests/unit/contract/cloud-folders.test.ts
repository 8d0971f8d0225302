import { describe, expect, test } from "vitest";
import { cloudOf } from "#contract/cloud-folders.ts";
import type { Computer } from "#contract/state-root.ts";

const windows: Computer = {
  platform: "win32",
  home: "C:\\Users\\山田 太郎",
  env: {
    OneDrive: "D:\\Daten\\OneDrive",
    OneDriveCommercial: "C:\\Users\\山田 太郎\\OneDrive - 株式会社 例",
  },
};
const mac: Computer = { platform: "darwin", home: "/Users/taro", env: {} };
const linux: Computer = { platform: "linux", home: "/home/taro", env: { OneDrive: "/home/taro" } };

const cases: readonly (readonly [string, Computer, readonly (readonly [string, string | null])[]])[] = [
  [
    "Windows",
    windows,
    [
      ["D:\\Daten\\OneDrive\\ドキュメント\\Hitofude\\日記", "OneDrive"],
      ["c:\\users\\山田 太郎\\onedrive - 株式会社 例\\日記", "OneDrive"],
      ["C:\\Users\\山田 太郎\\OneDrive\\日記", "OneDrive"],
      ["C:/Users/山田 太郎/iCloudDrive/日記", "iCloud Drive"],
      ["C:\\Users\\山田 太郎\\Dropbox (個人)\\日記", "Dropbox"],
      ["G:\\マイドライブ\\日記", "Google Drive"],
      ["G:\\My Drive", "Google Drive"],
      ["C:\\Users\\山田 太郎\\Hitofude\\日記", null],
      ["D:\\Daten\\OneDrive2\\日記", null],
      ["C:\\Users\\山田 太郎\\日記\\OneDrive", null],
      ["\\\\nas\\web\\日記", null],
    ],
  ],
  [
    "macOS",
    mac,
    [
      ["/Users/taro/Library/Mobile Documents/com~apple~CloudDocs/日記", "iCloud Drive"],
      ["/Users/taro/Library/CloudStorage/OneDrive-個人用/日記".normalize("NFD"), "OneDrive"],
      ["/Users/taro/Library/CloudStorage/Dropbox/日記", "Dropbox"],
      ["/Users/taro/Library/CloudStorage/GoogleDrive-taro@example.com/マイドライブ/日記", "Google Drive"],
      ["/Users/taro/dropbox", "Dropbox"],
      ["/Users/taro/Hitofude/日記", null],
      ["/Users/tarou/Dropbox/日記", null],
    ],
  ],
  [
    "Linux",
    linux,
    [
      ["/home/taro/Dropbox/日記", "Dropbox"],
      ["/home/taro/Documents/Hitofude/日記", null],
      ["/srv/Dropbox/日記", null],
    ],
  ],
];

describe.each(cases)("on %s", (_name, computer, folders) => {
  test.each(folders)("%s belongs to %s", (folder, cloud) => {
    expect(cloudOf(folder, computer)).toBe(cloud);
  });
});
