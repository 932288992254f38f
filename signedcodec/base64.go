package signedcodec

import (
	"encoding/binary"
	"slices"
)

// Unpadded base64url with one encoding for each input. encoding/base64 skips CR
// and LF even in Strict mode, so a token would have many texts; and text tokens
// spend most of their time here, so both directions work by wide tables.

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

// badSextet marks characters outside the alphabet: a bit that no sum of four
// shifted sextets reaches.
const badSextet = 1 << 24

var (
	pairs   [1 << 12]uint16 // 12 bits to two characters, the first in the low byte
	sextets [4][256]uint32  // a character at each of four places to its bits
)

func init() {
	for i := range pairs {
		pairs[i] = uint16(alphabet[i>>6]) | uint16(alphabet[i&63])<<8
	}
	for place := range sextets {
		for c := range sextets[place] {
			sextets[place][c] = badSextet
		}
		for value := range len(alphabet) {
			sextets[place][alphabet[value]] = uint32(value) << (18 - 6*place)
		}
	}
}

func encodedLen(n int) int { return n/3*4 + (n%3*8+5)/6 }

// encodedLen64 does not overflow where int has 32 bits.
func encodedLen64(n int64) int64 { return n/3*4 + (n%3*8+5)/6 }

func decodedLen(n int) int { return n/4*3 + n%4*6/8 }

func appendBase64(dst, src []byte) []byte {
	start := len(dst)
	n := encodedLen(len(src))
	dst = slices.Grow(dst, n)[:start+n]
	out := dst[start:]
	for len(src) >= 14 && len(out) >= 16 {
		// Six bytes out of a load of eight, twice: moving slices on costs as much
		// as a lookup.
		w, x := binary.BigEndian.Uint64(src), binary.BigEndian.Uint64(src[6:14])
		binary.LittleEndian.PutUint64(out, uint64(pairs[w>>52])|uint64(pairs[w>>40&0xfff])<<16|
			uint64(pairs[w>>28&0xfff])<<32|uint64(pairs[w>>16&0xfff])<<48)
		binary.LittleEndian.PutUint64(out[8:16], uint64(pairs[x>>52])|uint64(pairs[x>>40&0xfff])<<16|
			uint64(pairs[x>>28&0xfff])<<32|uint64(pairs[x>>16&0xfff])<<48)
		src, out = src[12:], out[16:]
	}
	for ; len(src) >= 3; src, out = src[3:], out[4:] {
		w := uint32(src[0])<<16 | uint32(src[1])<<8 | uint32(src[2])
		binary.LittleEndian.PutUint32(out, uint32(pairs[w>>12])|uint32(pairs[w&0xfff])<<16)
	}
	switch len(src) {
	case 1:
		binary.LittleEndian.PutUint16(out, pairs[uint32(src[0])<<4])
	case 2:
		w := uint32(src[0])<<8 | uint32(src[1])
		binary.LittleEndian.PutUint16(out, pairs[w>>4])
		out[2] = alphabet[w&15<<2]
	}
	return dst
}

// decodeBase64 appends the bytes of text to dst. It reports false for anything
// that appendBase64 does not write.
func decodeBase64(dst []byte, text string) ([]byte, bool) {
	if len(text)%4 == 1 {
		return nil, false
	}
	start := len(dst)
	n := decodedLen(len(text))
	dst = slices.Grow(dst, n)[:start+n]
	out := dst[start:]
	var bad uint32
	for len(text) >= 16 && len(out) >= 14 {
		// Six bytes, stored as eight, twice: what comes next overwrites two.
		a := sextets[0][text[0]] | sextets[1][text[1]] | sextets[2][text[2]] | sextets[3][text[3]]
		b := sextets[0][text[4]] | sextets[1][text[5]] | sextets[2][text[6]] | sextets[3][text[7]]
		binary.BigEndian.PutUint64(out, uint64(a)<<40|uint64(b)<<16)
		c := sextets[0][text[8]] | sextets[1][text[9]] | sextets[2][text[10]] | sextets[3][text[11]]
		d := sextets[0][text[12]] | sextets[1][text[13]] | sextets[2][text[14]] | sextets[3][text[15]]
		binary.BigEndian.PutUint64(out[6:14], uint64(c)<<40|uint64(d)<<16)
		bad |= a | b | c | d
		text, out = text[16:], out[12:]
	}
	for ; len(text) >= 4; text, out = text[4:], out[3:] {
		w := sextets[0][text[0]] | sextets[1][text[1]] | sextets[2][text[2]] | sextets[3][text[3]]
		bad |= w
		out[0], out[1], out[2] = byte(w>>16), byte(w>>8), byte(w)
	}
	// Bits beyond the last byte must be zero, or one token has several texts.
	loose := uint32(0)
	switch len(text) {
	case 2:
		w := sextets[0][text[0]] | sextets[1][text[1]]
		bad |= w
		out[0], loose = byte(w>>16), w&0xffff
	case 3:
		w := sextets[0][text[0]] | sextets[1][text[1]] | sextets[2][text[2]]
		bad |= w
		out[0], out[1], loose = byte(w>>16), byte(w>>8), w&0xff
	}
	return dst, bad&badSextet == 0 && loose == 0
}
