import { Duplex } from "node:stream";
import { setImmediate as turn } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { attributesOf, namesOf, refusalOf } from "#engine/publish/transports/sftp/sftp-answers.ts";
import { SftpChannel } from "#engine/publish/transports/sftp/sftp-channel.ts";
import { AnswerReader, packet, requestType } from "#engine/publish/transports/sftp/sftp-packets.ts";

/** The client's end of a channel; the test is the server. */
class Line extends Duplex {
  readonly written: Buffer[] = [];

  override _read(): void {}

  override _write(data: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.written.push(data);
    done();
  }
}

function answer(type: number, ...fields: Parameters<typeof packet>[1]): Buffer {
  return Buffer.concat(packet(type, fields));
}

test("requests of one turn are sent as one piece, and answers are matched in any order", async () => {
  const line = new Line();
  const channel = new SftpChannel(line, () => undefined);
  const answers: string[] = [];
  for (const name of ["a", "b", "c"]) {
    channel.request(requestType.lstat, [name], (_error, type, body) =>
      answers.push(`${name} ${type} ${body.text()}`),
    );
  }
  await turn();
  await turn();
  expect(line.written).toHaveLength(1);
  expect(line.written[0]).toEqual(Buffer.concat([answer(7, 0, "a"), answer(7, 1, "b"), answer(7, 2, "c")]));
  line.push(Buffer.concat([answer(102, 2, "C"), answer(102, 0, "A"), answer(102, 1, "B")]));
  await turn();
  expect(answers).toEqual(["c 102 C", "a 102 A", "b 102 B"]);
});

test("answers in pieces of one byte are joined", async () => {
  const line = new Line();
  const channel = new SftpChannel(line, () => undefined);
  const started = channel.start();
  const hello = answer(2, 3, "posix-rename@openssh.com", "1", "x@example.com", "");
  for (const byte of hello) line.push(Buffer.from([byte]));
  expect([...(await started)]).toEqual([
    ["posix-rename@openssh.com", "1"],
    ["x@example.com", ""],
  ]);
  const texts: string[] = [];
  for (const expected of ["first", "second"]) {
    channel.request(requestType.realpath, [expected], (_error, _type, body) => texts.push(body.text()));
  }
  const both = Buffer.concat([answer(104, 0, "first"), answer(104, 1, "x".repeat(40_000))]);
  for (const byte of both) line.push(Buffer.from([byte]));
  await turn();
  expect(texts).toEqual(["first", "x".repeat(40_000)]);
});

test.each([
  ["is longer than any may be", Buffer.from([0xff, 0xff, 0xff, 0xff, 101])],
  ["is empty", Buffer.from([0, 0, 0, 0])],
  ["answers what was not asked", answer(101, 77, 0)],
  ["ends too early", answer(102, 0)],
])("a packet that %s closes the channel, and rejects every request", async (_what, bytes) => {
  const line = new Line();
  const lost = vi.fn();
  const channel = new SftpChannel(line, lost);
  const done = (error: Error | null, _type: number, body: AnswerReader): void => {
    if (!error) body.bytes();
  };
  const later = vi.fn();
  channel.request(requestType.open, ["/a"], done);
  channel.request(requestType.open, ["/b"], later);
  line.push(bytes);
  await turn();
  expect(lost).toHaveBeenCalledOnce();
  expect(later).toHaveBeenCalledWith(expect.any(Error), 0, expect.anything());
  expect(line.destroyed).toBe(true);
});

test("a status may lack its message, and unknown attributes are ignored", () => {
  const reader = (...fields: Parameters<typeof packet>[1]): AnswerReader =>
    new AnswerReader(answer(0, ...fields).subarray(5));
  expect(refusalOf(reader(0))).toBeNull();
  expect(refusalOf(reader(4))).toMatchObject({ code: 4, message: "" });
  expect(refusalOf(reader(3, "no", "en"))).toMatchObject({ code: 3, message: "no" });
  expect(attributesOf(105, reader(0))).toEqual({ kind: "other", size: 0, mtime: 0, mode: 0 });
  const all = [0x8000000f, 5n, 1000, 1000, 0o100644, 11, 22, 1, "name", "value"];
  expect(attributesOf(105, reader(...all))).toEqual({
    kind: "file",
    size: 5,
    mtime: 22,
    mode: 0o644,
    uid: 1000,
  });
  expect(namesOf(104, reader(1, "二", "-rw 二", 4, 0o40755))).toEqual([
    ["二", { kind: "directory", size: 0, mtime: 0, mode: 0o755 }],
  ]);
});

test("an error thrown while writing, as by ssh2 directly after its end, rejects the waiting requests", async () => {
  const line = new Line();
  line.write = () => {
    throw new Error("gone");
  };
  const lost: string[] = [];
  const channel = new SftpChannel(line, (reason) => lost.push(reason));
  const failed: unknown[] = [];
  channel.request(requestType.lstat, ["a"], (error) => failed.push(error?.message));
  await turn();
  await turn();
  expect([failed, lost]).toEqual([["gone"], ["gone"]]);
});
