package main

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// inspect shows the header of a token, given as text, in hex or base64, or on standard input as bytes. It has no key, so
// everything that it shows is what the token claims.
func inspect(arg string, stdin io.Reader, stdout io.Writer) error {
	raw := []byte(arg)
	if arg == "-" {
		var err error
		if raw, err = io.ReadAll(io.LimitReader(stdin, 64<<20)); err != nil {
			return err
		}
	}
	token, err := tokenBytes(raw)
	if err != nil {
		return err
	}
	kind, overhead, err := kindOf(token)
	if err != nil {
		return err
	}
	times := func(at int) string {
		seconds := binary.BigEndian.Uint64(token[at:])
		switch {
		case at == 16 && seconds == 0:
			return "never"
		case seconds > 1<<40:
			return fmt.Sprintf("second %d, which is no date", seconds)
		}
		return time.Unix(int64(seconds), 0).UTC().Format(time.RFC3339)
	}
	size := "unknown: a stream's length is in its chunks"
	if overhead > 0 {
		size = fmt.Sprintf("%d bytes", len(token)-overhead)
	}
	_, err = fmt.Fprintf(stdout, "NOT VERIFIED: anybody can write this\nkind     %s\nformat   %s\nkey      %08x\nissued   %s\nexpires  %s\npayload  %s\n",
		kind, formatName(token[3]), binary.BigEndian.Uint32(token[4:]), times(8), times(16), size)
	return err
}

var errNoToken = errors.New("this is no token of signedcodec")

// tokenBytes reads the forms that a token is seen in.
func tokenBytes(raw []byte) ([]byte, error) {
	if len(raw) >= 24 && raw[0] == 0xC1 {
		return raw, nil
	}
	text := strings.TrimSpace(string(raw))
	if body, ok := strings.CutPrefix(text, "sc1."); ok {
		return decodeText(body, 1)
	}
	if body, ok := strings.CutPrefix(text, "sc2."); ok {
		return decodeText(body, 2)
	}
	var token []byte
	if n, err := fmt.Sscanf(text, "%x", &token); err == nil && n == 1 && len(token) >= 24 && token[0] == 0xC1 {
		return token, nil
	}
	if token, err := base64.StdEncoding.DecodeString(text); err == nil && len(token) >= 24 && token[0] == 0xC1 {
		return token, nil
	}
	return nil, errNoToken
}

func decodeText(body string, version byte) ([]byte, error) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(body)
	if err != nil || len(b) < 22 || b[0] != version || strings.ContainsAny(body, "\r\n") {
		return nil, errNoToken
	}
	return append([]byte{0xC1, 0x53}, b...), nil
}

// kindOf returns the kind of a token and how much longer it is than its payload, 0 for a stream.
func kindOf(token []byte) (kind string, overhead int, err error) {
	if token[1] != 0x53 {
		return "", 0, errNoToken
	}
	switch token[2] {
	case 0x01:
		kind, overhead = "signed", 56
	case 0x02:
		kind, overhead = "sealed: signed and encrypted", 68
	case 0x81:
		return "signed stream", 0, nil
	case 0x82:
		return "sealed stream", 0, nil
	default:
		return "", 0, fmt.Errorf("version %#02x is not known", token[2])
	}
	if len(token) < overhead {
		return "", 0, fmt.Errorf("the token has %d bytes, it is cut off", len(token))
	}
	return kind, overhead, nil
}

func formatName(id byte) string {
	names := map[byte]string{0: "bytes", 1: "JSON", 2: "gob", 3: "binary marshaler", 4: "raw"}
	name, ok := names[id&0x7f]
	if !ok {
		name = fmt.Sprintf("codec %d of the application", id&0x7f)
	}
	if id&0x80 != 0 {
		name = "gzip of " + name
	}
	return name
}
