import { createRequire } from "node:module";
import type { Client } from "ssh2";
import { expect, test } from "vitest";
import { chooseCompression, isText } from "#engine/publish/transports/sftp/compression.ts";
import { corpusPost } from "#tests/benchmarks/corpus.ts";
import { noise } from "#tests/support/noise.ts";

/** ssh2's internal classes, which have no types: the writer and the reader of compressed packets. */
const { ZlibPacketReader, ZlibPacketWriter } = createRequire(import.meta.url)("ssh2/lib/protocol/zlib.js");

const text = Buffer.from(Array.from({ length: 10 }, (_, number) => corpusPost(number)).join(""));
const image = Buffer.from(noise(32_000, 1));

interface Connection {
  readonly levels: number[];
  /** Returns a packet as it is sent over the connection, and as it is received. */
  pass(payload: Buffer): { readonly sent: number; readonly received: Buffer };
  renewKeys(): void;
}

function connect(): Connection {
  const levels: number[] = [];
  const headBytes = 5;
  const protocol = {
    _kexinit: undefined,
    _cipher: { allocPacket: (length: number) => Buffer.alloc(headBytes + length) },
    _packetRW: { write: {} as InstanceType<typeof ZlibPacketWriter> },
  };
  let reader: InstanceType<typeof ZlibPacketReader>;
  const renewKeys = (): void => {
    const writer = new ZlibPacketWriter(protocol);
    const params = writer._zlib._handle.params.bind(writer._zlib._handle);
    writer._zlib._handle.params = (level: number, strategy: number): void => {
      levels.push(level);
      params(level, strategy);
    };
    reader = new ZlibPacketReader();
    protocol._packetRW.write = writer;
  };
  chooseCompression({ _protocol: protocol } as unknown as Client);
  renewKeys();
  return {
    levels,
    renewKeys,
    pass: (payload) => {
      const packet: Buffer = protocol._packetRW.write.finalize(payload).subarray(headBytes);
      return { sent: packet.length, received: reader.read(packet) };
    },
  };
}

test("text is compressed, images are stored, and data after a change of level is intact", () => {
  const { levels, pass, renewKeys } = connect();
  for (const payload of [text, image, image, text, Buffer.from("a small request"), image]) {
    const { sent, received } = pass(payload);
    expect(received.equals(payload)).toBe(true);
    if (payload === text) expect(sent).toBeLessThan(text.length / 2);
    if (payload === image) expect(sent).toBeLessThan(image.length + 100);
  }
  expect(levels).toEqual([3, 0, 3, 0]);
  renewKeys();
  expect(pass(image).received.equals(image)).toBe(true);
  expect(pass(text).received.equals(text)).toBe(true);
  expect(levels.slice(4)).toEqual([0, 3]);
});

test("text in any script is distinguished from compressed data", () => {
  const scripts = [
    "The quick brown fox. ",
    "これは一筆の文章です。",
    "Съешь ещё этих булок. ",
    "מחר יהיה יום. ",
    "😀 ok ",
  ];
  for (const words of scripts) expect(isText(Buffer.from(words.repeat(500))), words).toBe(true);
  expect(isText(text)).toBe(true);
  for (let seed = 1; seed < 50; seed += 1) expect(isText(noise(4096, seed))).toBe(false);
});

test("a client with other internals stays unchanged", () => {
  for (const client of [{}, { _protocol: {} }, { _protocol: { _packetRW: { write: {} } } }]) {
    expect(() => chooseCompression(client as unknown as Client)).not.toThrow();
  }
});
