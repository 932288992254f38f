// A reader of signedcodec tokens, written from docs/wire.md alone, for Node 18 and newer. For reference: it shows
// what a reader has to check, and in which order. Run it on docs/vectors.json.
import crypto from "node:crypto";
import fs from "node:fs";
import zlib from "node:zlib";

const CHUNK = 65536;

class Refused extends Error {}

function refuseUnless(ok, reason) {
  if (!ok) throw new Refused(reason);
}

const mac = (key, ...parts) => parts.reduce((h, p) => h.update(p), crypto.createHmac("sha256", key)).digest();
const hkdf = (ikm, info) => Buffer.from(crypto.hkdfSync("sha256", ikm, "", info, 32));
const scoped = (use, name) => `signedcodec/v1/${use}/${Buffer.byteLength(name)}/${name}`;
const same = (a, b) => a.length === b.length && crypto.timingSafeEqual(a, b);
const keyID = (key) => mac(key, "signedcodec v1 key id").subarray(0, 4);

function be64(n) {
  const b = Buffer.alloc(8);
  b.writeBigUInt64BE(BigInt(n));
  return b;
}

function crc32(text) {
  let crc = ~0;
  for (const byte of Buffer.from(text)) {
    crc ^= byte;
    for (let i = 0; i < 8; i++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (~crc >>> 0).toString(16).padStart(8, "0");
}

function parseKey(text) {
  const match = /^sck1_([0-9a-f]{8})_([A-Za-z0-9_-]{43})_([0-9a-f]{8})$/.exec(text);
  refuseUnless(match, "malformed");
  const key = Buffer.from(match[2], "base64url");
  refuseUnless(keyID(key).toString("hex") === match[1] && crc32(text.slice(0, 57)) === match[3], "malformed");
  return key;
}

function bind(context) {
  const ctx = Buffer.concat(context.flatMap((s) => [be64(Buffer.byteLength(s)), Buffer.from(s)]));
  return Buffer.concat([be64(ctx.length), ctx]);
}

function gcmOpen(key, nonce, sealed, associated) {
  const cipher = crypto.createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: 16 });
  cipher.setAAD(associated);
  cipher.setAuthTag(sealed.subarray(sealed.length - 16));
  const plain = cipher.update(sealed.subarray(0, sealed.length - 16));
  try {
    cipher.final();
  } catch {
    throw new Refused("signature");
  }
  return plain;
}

class Reader {
  constructor(v) {
    this.v = v;
    this.keys = v.keys.map(parseKey);
    this.bind = bind(v.context);
    this.sealed = v.sealed ?? false;
    this.limit = v.max_bytes ?? 16 << 20;
  }

  header(data, version) {
    refuseUnless(data.length >= 24 && data[0] === 0xc1 && data[1] === 0x53 && data[2] === version, "malformed");
    const key = this.keys.find((k) => keyID(k).equals(data.subarray(4, 8)));
    refuseUnless(key, "unknown key");
    return key;
  }

  admit(header) {
    const v = this.v;
    const now = BigInt(v.now ?? 0);
    const issued = header.readBigUInt64BE(8);
    const expires = header.readBigUInt64BE(16);
    refuseUnless(header[3] === v.format, "format");
    refuseUnless(issued <= now + BigInt(v.skew ?? 0), "not yet valid");
    refuseUnless(expires === 0n || now < expires, "expired");
    refuseUnless(!v.max_age || now - issued <= BigInt(v.max_age), "expired");
    refuseUnless(!(v.ttl_only && expires === 0n), "expired");
    refuseUnless(issued >= BigInt(v.not_before ?? 0), "expired");
    return { issued: Number(issued), expires: Number(expires) };
  }

  token(data) {
    const extra = this.sealed ? 68 : 56;
    refuseUnless(data.length <= this.limit + extra, "too large");
    refuseUnless(data.length >= extra, "malformed");
    const key = this.header(data, this.sealed ? 2 : 1);
    const head = data.subarray(0, 24);
    let payload;
    if (this.sealed) {
      const aes = mac(hkdf(key, scoped("seal", this.v.purpose)), data.subarray(24, 40));
      payload = gcmOpen(aes, data.subarray(40, 52), data.subarray(52), Buffer.concat([data.subarray(0, 40), this.bind]));
    } else {
      payload = data.subarray(24, data.length - 32);
      const tag = mac(hkdf(key, scoped("token", this.v.purpose)), head, this.bind, payload);
      refuseUnless(same(tag, data.subarray(data.length - 32)), "signature");
    }
    return { ...this.admit(head), payload: payload.toString("hex") };
  }

  text(text) {
    const extra = this.sealed ? 66 : 54;
    refuseUnless(text.length <= 4 + Math.ceil(((this.limit + extra) * 4) / 3), "too large");
    refuseUnless(text.startsWith(this.sealed ? "sc2." : "sc1."), "malformed");
    const body = Buffer.from(text.slice(4), "base64url"); // which takes padding, blanks and loose bits
    refuseUnless(body.length > 0 && body.toString("base64url") === text.slice(4), "malformed");
    return this.token(Buffer.concat([Buffer.from([0xc1, 0x53]), body]));
  }

  *chunks(data) {
    const key = this.header(data, this.sealed ? 0x82 : 0x81);
    refuseUnless(data.length >= 40, "malformed");
    const start = data.subarray(0, 40);
    const ks = mac(hkdf(key, scoped(this.sealed ? "sealstream" : "stream", this.v.purpose)), start, this.bind);
    for (let at = 40, index = 0, inside = false; ; index++) {
      refuseUnless(at + 4 <= data.length, "malformed");
      const word = data.readUInt32BE(at);
      const size = word & 0x3fffffff;
      const flags = word >>> 30;
      const number = Buffer.concat([be64(index), data.subarray(at, at + 4)]);
      refuseUnless(size <= CHUNK, "too large");
      const end = at + 4 + size + (this.sealed ? 28 : 32);
      refuseUnless(end <= data.length, "malformed");
      let chunk;
      if (this.sealed) {
        chunk = gcmOpen(ks, data.subarray(at + 4, at + 16), data.subarray(at + 16, end), number);
      } else {
        chunk = data.subarray(at + 4, end - 32);
        refuseUnless(same(mac(ks, number, chunk), data.subarray(end - 32, end)), "signature");
      }
      if (!inside) this.admit(start);
      inside = flags === 0;
      refuseUnless(flags !== 0 || size === CHUNK, "malformed");
      at = end;
      yield { chunk, flags, left: data.length - at };
    }
  }

  bytes(data) {
    const parts = [];
    for (const { chunk, flags, left } of this.chunks(data)) {
      if (flags !== 0) refuseUnless(flags === 3 && (chunk.length > 0 || parts.length === 0) && left === 0, "malformed");
      parts.push(chunk);
      if (flags !== 0) return { payload: Buffer.concat(parts).toString("hex") };
    }
  }

  messages(data) {
    const done = [];
    let message = Buffer.alloc(0);
    for (const { chunk, flags } of this.chunks(data)) {
      refuseUnless(message.length + chunk.length <= this.limit, "too large");
      if (flags === 1) {
        refuseUnless(chunk.length === 0 && message.length === 0, "malformed");
        return { messages: done };
      }
      refuseUnless(flags !== 3 && (chunk.length > 0 || message.length === 0 || flags === 0), "malformed");
      message = Buffer.concat([message, chunk]);
      if (flags !== 0) {
        done.push(message.length > 1000 ? `${message.length} bytes` : message.toString("hex"));
        message = Buffer.alloc(0);
      }
    }
  }
}

function run(v) {
  const purposeKey = (use) => hkdf(parseKey(v.keys[0]), scoped(use, v.purpose));
  switch (v.kind) {
    case "key": return { payload: parseKey(v.keys[0]).toString("hex") };
    case "derive": return { payload: hkdf(Buffer.from(v.input, "hex"), scoped("derive", v.context[0])).toString("hex") };
    case "name": return { payload: Buffer.from(mac(purposeKey("name"), bind(v.context)).toString("base64url")).toString("hex") };
    case "text": return new Reader(v).text(v.input);
  }
  const data = v.deflated ? zlib.inflateSync(Buffer.from(v.deflated, "base64")) : Buffer.from(v.input ?? "", "hex");
  return new Reader(v)[v.kind](data);
}

const results = JSON.parse(fs.readFileSync(process.argv[2], "utf8")).map((v) => {
  try {
    return { name: v.name, result: "ok", ...run(v) };
  } catch (e) {
    if (!(e instanceof Refused)) throw e;
    return { name: v.name, result: e.message };
  }
});
console.log(JSON.stringify(results));
