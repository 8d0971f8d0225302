import { expect, test } from "vitest";
import { nothingInCommon, oldNeededFor } from "#engine/publish/transports/sftp/algorithms.ts";
import { fields } from "#engine/publish/transports/sftp/key-fields.ts";
import { readOffer } from "#engine/publish/transports/sftp/server-offer.ts";

/** Returns the first bytes of a server according to RFC 4253. */
function greeting(lists: readonly string[], before = ""): Buffer {
  const padding = 8;
  const payload = Buffer.concat([Buffer.from([20]), Buffer.alloc(16, 7), fields(...lists), Buffer.alloc(5)]);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(1 + payload.length + padding);
  head[4] = padding;
  return Buffer.concat([Buffer.from(`${before}SSH-2.0-old\r\n`), head, payload, Buffer.alloc(padding)]);
}

const lists = [
  "diffie-hellman-group14-sha1,kex-strict-s-v00@openssh.com,ext-info-s",
  "ssh-rsa",
  "aes128-cbc",
  "aes128-cbc",
  "hmac-sha1",
  "hmac-sha1",
  "none",
  "none",
  "",
  "",
];
const offer = {
  kex: ["diffie-hellman-group14-sha1"],
  hostKey: ["ssh-rsa"],
  cipher: ["aes128-cbc"],
  mac: ["hmac-sha1"],
};

test("a server's offer is read once it is complete, whatever precedes it", () => {
  for (const before of ["", "Welcome\r\nto this server\r\n"]) {
    const bytes = greeting(lists, before);
    expect(readOffer(bytes)).toEqual(offer);
    expect(readOffer(Buffer.concat([bytes, Buffer.from("more")]))).toEqual(offer);
    for (let length = 0; length < bytes.length; length += 1) {
      expect(readOffer(bytes.subarray(0, length)), `${length} bytes`).toBeNull();
    }
  }
});

test("other data is not an offer", () => {
  expect(readOffer(Buffer.from("HTTP/1.0 400 Bad Request\r\n\r\n"))).toBeNull();
  const cut = greeting(lists);
  // A list whose stated length exceeds the packet
  cut.writeUInt32BE(0xffffff, "SSH-2.0-old\r\n".length + 5 + 17);
  expect(readOffer(cut)).toBeNull();
});

test("the outdated algorithms that are needed follow from the offer", () => {
  expect(oldNeededFor(offer)).toEqual(["diffie-hellman-group14-sha1", "ssh-rsa", "aes128-cbc", "hmac-sha1"]);
  const better = { ...offer, kex: ["curve25519-sha256"], cipher: ["aes128-cbc", "aes256-gcm@openssh.com"] };
  expect(oldNeededFor(better)).toEqual(["ssh-rsa"]);
  expect(oldNeededFor({ ...better, hostKey: ["ssh-ed25519", "ssh-rsa"] })).toEqual([]);
  const broken = { ...offer, cipher: ["arcfour"], mac: ["hmac-md5"] };
  expect(oldNeededFor(broken)).toBeNull();
  expect(nothingInCommon(broken)).toBe("cipher: arcfour; mac: hmac-md5");
});
