"""A reader of signedcodec tokens, written from docs/wire.md alone. Standard library; for reference, not for speed:
the AES here takes its time, and takes it depending on its input. Run it on docs/vectors.json."""
import base64, hashlib, hmac, json, re, struct, sys, zlib

CHUNK = 65536

class Refused(Exception): pass

def refuse_unless(ok, reason):
    if not ok: raise Refused(reason)

def mac(key, message):
    return hmac.new(key, message, hashlib.sha256).digest()

def hkdf(ikm, info):  # 32 bytes are one block of SHA-256
    return mac(mac(bytes(32), ikm), info.encode() + b"\x01")

def scoped(use, name):
    return "signedcodec/v1/%s/%d/%s" % (use, len(name.encode()), name)

def key_id(key):
    return mac(key, b"signedcodec v1 key id")[:4]

def parse_key(text):
    refuse_unless(match := re.fullmatch(r"sck1_([0-9a-f]{8})_([A-Za-z0-9_-]{43})_([0-9a-f]{8})", text), "malformed")
    key = base64.urlsafe_b64decode(match[2] + "=")
    refuse_unless(key_id(key).hex() == match[1] and "%08x" % zlib.crc32(text[:57].encode()) == match[3], "malformed")
    return key

def bind(context):
    ctx = b"".join(struct.pack(">Q", len(s.encode())) + s.encode() for s in context)
    return struct.pack(">Q", len(ctx)) + ctx

# AES-256-GCM, NIST FIPS 197 and SP 800-38D.
def xtime(a):
    return (a << 1) ^ (0x11B if a & 0x80 else 0)

def make_sbox():
    exp, log, a = [], {}, 1
    for i in range(255):
        exp.append(a)
        log[a] = i
        a ^= xtime(a)
    inverse = [0] + [exp[-log[i] % 255] for i in range(1, 256)]
    rotate = lambda b, k: (b << k | b >> 8 - k) & 0xFF
    return [b ^ rotate(b, 1) ^ rotate(b, 2) ^ rotate(b, 3) ^ rotate(b, 4) ^ 0x63 for b in inverse]

SBOX = make_sbox()

def expand(key):
    words, rcon = [list(key[i:i + 4]) for i in range(0, 32, 4)], 1
    for i in range(8, 60):
        w = list(words[i - 1])
        if i % 8 == 0:
            w = [SBOX[b] for b in w[1:] + w[:1]]
            w[0] ^= rcon
            rcon = xtime(rcon)
        elif i % 8 == 4:
            w = [SBOX[b] for b in w]
        words.append([a ^ b for a, b in zip(w, words[i - 8])])
    return [sum(words[i:i + 4], []) for i in range(0, 60, 4)]

def encrypt_block(round_keys, block):
    s = [a ^ b for a, b in zip(block, round_keys[0])]
    for n, rk in enumerate(round_keys[1:], 1):
        s = [SBOX[s[(i + 4 * (i % 4)) % 16]] for i in range(16)]
        if n < 14:
            for c in range(0, 16, 4):
                a = s[c:c + 4]
                s[c:c + 4] = [xtime(a[i]) ^ xtime(a[(i + 1) % 4]) ^ a[(i + 1) % 4] ^ a[(i + 2) % 4] ^ a[(i + 3) % 4] for i in range(4)]
        s = [a ^ b for a, b in zip(s, rk)]
    return bytes(s)

def ghash(h, data):
    h, y = int.from_bytes(h, "big"), 0
    for i in range(0, len(data), 16):
        y ^= int.from_bytes(data[i:i + 16].ljust(16, b"\0"), "big")
        z, v = 0, h
        for bit in range(127, -1, -1):
            z ^= v if y >> bit & 1 else 0
            v = v >> 1 ^ (0xE1 << 120 if v & 1 else 0)
        y = z
    return y.to_bytes(16, "big")

def gcm_open(key, nonce, sealed, associated):
    keys, data, tag = expand(key), sealed[:-16], sealed[-16:]
    pad = lambda b: b + bytes(-len(b) % 16)
    covered = pad(associated) + pad(data) + struct.pack(">QQ", 8 * len(associated), 8 * len(data))
    want = ghash(encrypt_block(keys, bytes(16)), covered)
    want = bytes(a ^ b for a, b in zip(want, encrypt_block(keys, nonce + b"\0\0\0\x01")))
    refuse_unless(hmac.compare_digest(want, tag), "signature")
    stream = b"".join(encrypt_block(keys, nonce + struct.pack(">I", i + 2)) for i in range((len(data) + 15) // 16))
    return bytes(a ^ b for a, b in zip(data, stream))

class Reader:
    def __init__(self, v):
        self.v, self.keys, self.bind = v, [parse_key(k) for k in v["keys"]], bind(v["context"])
        self.sealed, self.limit = v.get("sealed", False), v.get("max_bytes", 16 << 20)

    def header(self, data, version):
        refuse_unless(len(data) >= 24 and data[:2] == b"\xc1\x53" and data[2] == version, "malformed")
        known = [key for key in self.keys if key_id(key) == data[4:8]]
        refuse_unless(known, "unknown key")
        return known[0]

    def admit(self, header):
        v, now = self.v, self.v.get("now", 0)
        issued, expires = struct.unpack(">QQ", header[8:24])
        refuse_unless(header[3] == v["format"], "format")
        refuse_unless(issued <= now + v.get("skew", 0), "not yet valid")
        refuse_unless(expires == 0 or now < expires, "expired")
        refuse_unless(not v.get("max_age") or now - issued <= v["max_age"], "expired")
        refuse_unless(not (v.get("ttl_only") and expires == 0), "expired")
        refuse_unless(issued >= v.get("not_before", 0), "expired")
        return {"issued": issued, "expires": expires}

    def token(self, data):
        extra = 68 if self.sealed else 56
        refuse_unless(len(data) <= self.limit + extra, "too large")
        refuse_unless(len(data) >= extra, "malformed")
        key = self.header(data, 2 if self.sealed else 1)
        if self.sealed:
            aes = mac(hkdf(key, scoped("seal", self.v["purpose"])), data[24:40])
            payload = gcm_open(aes, data[40:52], data[52:], data[:40] + self.bind)
        else:
            payload, k = data[24:-32], hkdf(key, scoped("token", self.v["purpose"]))
            refuse_unless(hmac.compare_digest(mac(k, data[:24] + self.bind + payload), data[-32:]), "signature")
        return dict(self.admit(data[:24]), payload=payload.hex())

    def text(self, text):
        extra = 66 if self.sealed else 54
        refuse_unless(len(text) <= 4 + (self.limit + extra) * 4 // 3 + 1, "too large")
        refuse_unless(re.fullmatch(r"sc%d\.[A-Za-z0-9_-]+" % (2 if self.sealed else 1), text) and "\n" not in text, "malformed")
        refuse_unless(len(text) % 4 != 1, "malformed")
        body = base64.urlsafe_b64decode(text[4:] + "=" * (-len(text[4:]) % 4))
        refuse_unless(base64.urlsafe_b64encode(body).rstrip(b"=").decode() == text[4:], "malformed")  # no loose bits
        return self.token(b"\xc1\x53" + body)

    def chunks(self, data):
        key = self.header(data, 0x82 if self.sealed else 0x81)
        use, start, at, index, inside = ("sealstream" if self.sealed else "stream"), data[:40], 40, 0, False
        refuse_unless(len(start) == 40, "malformed")
        ks = mac(hkdf(key, scoped(use, self.v["purpose"])), start + self.bind)
        while True:
            refuse_unless(at + 4 <= len(data), "malformed")
            word = struct.unpack(">I", data[at:at + 4])[0]
            size, flags, number = word & 0x3FFFFFFF, word >> 30, struct.pack(">Q", index) + data[at:at + 4]
            refuse_unless(size <= CHUNK, "too large")
            end = at + 4 + size + (28 if self.sealed else 32)
            refuse_unless(end <= len(data), "malformed")
            if self.sealed:
                chunk = gcm_open(ks, data[at + 4:at + 16], data[at + 16:end], number)
            else:
                chunk = data[at + 4:end - 32]
                refuse_unless(hmac.compare_digest(mac(ks, number + chunk), data[end - 32:end]), "signature")
            if not inside: self.admit(start)
            inside, at, index = flags == 0, end, index + 1
            refuse_unless(flags or size == CHUNK, "malformed")
            yield chunk, flags, len(data) - at

    def bytes(self, data):
        out = b""
        for chunk, flags, left in self.chunks(data):
            out += chunk
            if flags:
                refuse_unless(flags == 3 and (chunk or not out) and left == 0, "malformed")
                return {"payload": out.hex()}

    def messages(self, data):
        done, message = [], b""
        for chunk, flags, _ in self.chunks(data):
            refuse_unless(len(message) + len(chunk) <= self.limit, "too large")
            if flags == 1:
                refuse_unless(not chunk and not message, "malformed")
                return {"messages": done}
            refuse_unless(flags != 3 and (chunk or not message or not flags), "malformed")
            message += chunk
            if flags:
                done, message = done + ["%d bytes" % len(message) if len(message) > 1000 else message.hex()], b""

def run(v):
    data = zlib.decompress(base64.b64decode(v["deflated"])) if "deflated" in v else v.get("input", "")
    if v["kind"] == "key":
        return {"payload": parse_key(v["keys"][0]).hex()}
    if v["kind"] == "derive":
        return {"payload": hkdf(bytes.fromhex(data), scoped("derive", v["context"][0])).hex()}
    if v["kind"] == "name":
        name = mac(hkdf(parse_key(v["keys"][0]), scoped("name", v["purpose"])), bind(v["context"]))
        return {"payload": base64.urlsafe_b64encode(name).rstrip(b"=").hex()}
    raw = v["kind"] == "text" or "deflated" in v
    return getattr(Reader(v), v["kind"])(data if raw else bytes.fromhex(data))

results = []
for vector in json.load(open(sys.argv[1])):
    try:
        results.append(dict(run(vector), name=vector["name"], result="ok"))
    except Refused as e:
        results.append({"name": vector["name"], "result": str(e)})
json.dump(results, sys.stdout)
