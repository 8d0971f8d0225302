import { expect, test } from "vitest";
import { RemoteError } from "#engine/publish/base/remote-files.ts";
import {
  readFactsList,
  readFactsReply,
  readList,
  readTime,
} from "#engine/publish/transports/ftps/ftps-entries.ts";
import { ftpsFailure } from "#engine/publish/transports/ftps/ftps-failure.ts";
import { FTPError } from "basic-ftp";

test("facts of entries: kinds, links, names with spaces, and nothing outside the folder", () => {
  const listing = [
    "modify=20261129014901;size=2;type=file;UNIX.mode=0644; a b.txt",
    "type=dir;sizd=4096;modify=20261129014903;UNIX.mode=0700;UNIX.uid=33; 写真",
    "type=cdir;modify=20261129014903; .",
    "type=pdir;modify=20261129014903; ..",
    "type=OS.unix=slink:;size=3;modify=20261129014903;UNIX.mode=0777; pure",
    "type=OS.unix=symlink;size=3;modify=20261129014903; pro",
    "Type=file;Size=7;Modify=20261129014903.123; plain",
    "type=file;size=1; ../outside",
    "no facts",
  ];
  const found = readFactsList(listing.join("\r\n")).map(({ name, entry }) => [name, entry]);
  expect(found).toEqual([
    ["a b.txt", { kind: "file", size: 2, mtime: 1_795_916_941, mode: 0o644 }],
    ["写真", { kind: "directory", size: 0, mtime: 1_795_916_943, mode: 0o700, uid: 33 }],
    ["pure", { kind: "link", size: 3, mtime: 1_795_916_943, mode: 0o777 }],
    ["pro", { kind: "link", size: 3, mtime: 1_795_916_943, mode: 0o644 }],
    ["plain", { kind: "file", size: 7, mtime: 1_795_916_943, mode: 0o644 }],
  ]);
  expect(readFactsReply("250-Begin\n type=file;size=4; /a/b\n250 End")).toMatchObject({
    kind: "file",
    size: 4,
  });
  expect(readFactsReply("250 nothing")).toBeNull();
  expect(readTime("no time")).toBe(0);
});

test("listings of Unix and of Windows, and nothing outside the folder", () => {
  const unix = [
    "drwxr-xr-x    3 65534      0                4096 Nov 29 01:49 .",
    "-rw-r-----    1 65534      0                   2 Nov 29 01:49 a b.txt",
    "lrwxrwxrwx    1 65534      0                   3 Nov 29 01:49 ldir -> dir",
    "-rw-r-----    1 65534      0                   2 Nov 29 01:49 ../outside",
  ];
  expect(readList(unix.join("\r\n")).map(({ name, entry }) => [name, entry.kind, entry.mode])).toEqual([
    ["a b.txt", "file", 0o640],
    ["ldir", "link", 0o777],
  ]);
  const dos = [
    "11-29-26  01:49AM       <DIR>          folder",
    "11-29-26  01:49AM                  12 page.html",
  ];
  expect(readList(dos.join("\r\n")).map(({ name, entry }) => [name, entry.kind, entry.size])).toEqual([
    ["folder", "directory", 0],
    ["page.html", "file", 12],
  ]);
});

test.each([
  [550, "No such file or directory", { status: 2 }],
  [550, "Sorry, but that file doesn't exist", { status: 2 }],
  [550, "Permission denied", { status: 3 }],
  [553, "Could not create file.", { status: 4 }],
  [502, "Command not implemented", { status: 8 }],
  [421, "Timeout", { code: "publish.connectionLost" }],
  [425, "Can't open data connection", { code: "publish.dataConnection" }],
  [522, "SSL connection failed; session reuse required", { code: "publish.dataConnection" }],
])("the reply %i %s becomes the error that a publish expects", (code, message, expected) => {
  const failure = ftpsFailure("open", "/a", new FTPError({ code, message: `${code} ${message}` }));
  expect(failure).toMatchObject(expected);
  expect(failure instanceof RemoteError).toBe("status" in expected);
});

test("an error without a reply is a lost connection", () => {
  for (const socket of ["control", "data"]) {
    expect(ftpsFailure("open", "/a", new Error(`Timeout (${socket} socket)`))).toMatchObject({
      code: "publish.connectionLost",
    });
  }
  expect(ftpsFailure("open", "/a", new Error("read ECONNRESET (control socket)"))).toMatchObject({
    code: "publish.connectionLost",
  });
  expect(ftpsFailure("open", "/a", new Error("connect ETIMEDOUT (data connection)"))).toMatchObject({
    code: "publish.dataConnection",
  });
});
