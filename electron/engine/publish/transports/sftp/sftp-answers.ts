import type { RemoteEntry, Space } from "../../base/remote-files.ts";
import { type AnswerReader, answerType } from "./sftp-packets.ts";

/** Reads a value from a reply. Throws if the reply has another type. */
export type Read<T> = (type: number, body: AnswerReader) => T;

const statusOk = 0;

/** Status SSH_FX_EOF: the end of a file or of a directory was reached. */
export const endOfFile = 1;

/** Returns the error in a status reply, or null for "OK". The error's `code` is the status number. */
export function refusalOf(body: AnswerReader): Error | null {
  const code = body.uint32();
  if (code === statusOk) return null;
  return Object.assign(new Error(body.left > 0 ? body.text() : ""), { code });
}

/** Reads the reply to a request whose result is only a status. */
export const acknowledge: Read<void> = (type) => expectType(type, answerType.status);

export const handleOf: Read<Uint8Array> = (type, body) => {
  expectType(type, answerType.handle);
  // Copies the handle, because a part of the reply would keep the whole reply in memory.
  return Buffer.from(body.bytes());
};

export const attributesOf: Read<RemoteEntry> = (type, body) => {
  expectType(type, answerType.attributes);
  return body.attributes();
};

export const dataOf: Read<Uint8Array> = (type, body) => {
  expectType(type, answerType.data);
  return body.bytes();
};

/** Reads entries of a directory. */
export const namesOf: Read<[string, RemoteEntry][]> = (type, body) => {
  expectType(type, answerType.name);
  const names: [string, RemoteEntry][] = [];
  for (let count = body.uint32(); count > 0; count -= 1) {
    const name = body.text();
    // Skips the entry's description in the format of `ls -l`.
    body.bytes();
    names.push([name, body.attributes()]);
  }
  return names;
};

export const pathOf: Read<string> = (type, body) => {
  expectType(type, answerType.name);
  if (body.uint32() === 0) throw new Error("the server named no path");
  return body.text();
};

export const limitsOf: Read<{ write: number; handles: number }> = (type, body) => {
  expectType(type, answerType.extendedReply);
  const [, , write, handles] = [body.uint64(), body.uint64(), body.uint64(), body.uint64()];
  return { write, handles };
};

/**
 * Reads the reply to `statvfs@openssh.com` (OpenSSH's PROTOCOL, 4.4).
 * File systems without a fixed number of inodes, such as btrfs, report a total of 0.
 */
export const spaceOf: Read<Space> = (type, body) => {
  expectType(type, answerType.extendedReply);
  const numbers = Array.from({ length: 10 }, () => body.uint64());
  const [, unit = 0, , , available = 0, files = 0, , freeFiles = 0, , flags = 0] = numbers;
  return {
    free: unit * available,
    freeFiles: files === 0 ? Number.POSITIVE_INFINITY : freeFiles,
    isReadOnly: flags % 2 === 1,
  };
};

function expectType(type: number, expected: number): void {
  if (type !== expected) throw new Error(`the server answered with a packet of type ${type}`);
}
