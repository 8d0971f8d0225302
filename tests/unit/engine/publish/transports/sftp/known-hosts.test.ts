import { createHmac, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import {
  judgeHostKey,
  keyTypeOf,
  knownHostLine,
  knownHostName,
  knownKeyTypes,
  parseKnownHosts,
} from "#engine/publish/transports/sftp/known-hosts.ts";

function keyOf(type: string, content: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(type.length);
  return Buffer.concat([length, Buffer.from(type), Buffer.from(content)]);
}

const first = keyOf("ssh-ed25519", "first");
const second = keyOf("ssh-ed25519", "second");
const rsa = keyOf("ssh-rsa", "rsa");

function line(names: string, key: Buffer): string {
  return `${names} ${keyTypeOf(key)} ${key.toString("base64")} a comment`;
}

test("a plain line with several hosts: the host is known, another key is changed, another host unknown", () => {
  const hosts = parseKnownHosts(`# comment\n\n${line("one.example,192.0.2.7", first)}\r\nbroken\n`);
  expect(judgeHostKey(hosts, "one.example", first)).toBe("known");
  expect(judgeHostKey(hosts, "192.0.2.7", first)).toBe("known");
  expect(judgeHostKey(hosts, "one.example", second)).toBe("changed");
  expect(judgeHostKey(hosts, "one.example", rsa)).toBe("changed");
  expect(judgeHostKey(hosts, "two.example", first)).toBe("unknown");
});

test("a port other than 22 is part of the name", () => {
  expect(knownHostName("One.Example", 22)).toBe("one.example");
  expect(knownHostName("one.example", 2222)).toBe("[one.example]:2222");
  const hosts = parseKnownHosts(line("[one.example]:2222", first));
  expect(judgeHostKey(hosts, knownHostName("one.example", 2222), first)).toBe("known");
  expect(judgeHostKey(hosts, knownHostName("one.example", 22), first)).toBe("unknown");
});

test("hashed names are found", () => {
  const salt = randomBytes(20);
  const digest = createHmac("sha1", salt).update("one.example").digest("base64");
  const hosts = parseKnownHosts(line(`|1|${salt.toString("base64")}|${digest}`, first));
  expect(judgeHostKey(hosts, "one.example", first)).toBe("known");
  expect(judgeHostKey(hosts, "two.example", first)).toBe("unknown");
});

test("patterns match, and a negated pattern excludes", () => {
  const hosts = parseKnownHosts(line("*.example,web?.test,!bad.example", first));
  expect(judgeHostKey(hosts, "any.example", first)).toBe("known");
  expect(judgeHostKey(hosts, "web1.test", first)).toBe("known");
  expect(judgeHostKey(hosts, "web12.test", first)).toBe("unknown");
  expect(judgeHostKey(hosts, "bad.example", first)).toBe("unknown");
  expect(judgeHostKey(hosts, "anyXexample", first)).toBe("unknown");
});

test("a revoked key is refused even if it is known elsewhere; an authority makes no key known", () => {
  const hosts = parseKnownHosts(
    [line("one.example", first), `@revoked ${line("*", first)}`, `@cert-authority ${line("*", second)}`].join(
      "\n",
    ),
  );
  expect(judgeHostKey(hosts, "one.example", first)).toBe("revoked");
  expect(judgeHostKey(hosts, "two.example", second)).toBe("unknown");
});

test("the key types known for a host, and the line for a new key", () => {
  const hosts = parseKnownHosts([line("one.example", rsa), line("one.example", first)].join("\n"));
  expect(knownKeyTypes(hosts, "one.example")).toEqual(["ssh-rsa", "ssh-ed25519"]);
  const written = parseKnownHosts(knownHostLine("[one.example]:2222", second));
  expect(judgeHostKey(written, "[one.example]:2222", second)).toBe("known");
});
