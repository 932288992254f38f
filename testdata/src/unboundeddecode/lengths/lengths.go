// Package lengths allocates by lengths that were sent.
package lengths

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
)

const limit = 1 << 20

var (
	errLarge = errors.New("too large")
	key      = []byte("0123456789abcdef0123456789abcdef")
)

func frame(c net.Conn) ([]byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(c, head[:]); err != nil {
		return nil, err
	}
	b := make([]byte, binary.BigEndian.Uint32(head[:])) // want "unboundeddecode: make allocates by a number from the network connection: compare it with a limit first"
	_, err := io.ReadFull(c, b)
	return b, err
}

func checkedFrame(c net.Conn) ([]byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(c, head[:]); err != nil {
		return nil, err
	}
	n := binary.BigEndian.Uint32(head[:])
	if n > limit {
		return nil, errLarge
	}
	b := make([]byte, n)
	_, err := io.ReadFull(c, b)
	return b, err
}

func shortFrame(c net.Conn) ([]byte, error) {
	var head [2]byte
	if _, err := io.ReadFull(c, head[:]); err != nil {
		return nil, err
	}
	b := make([]byte, binary.BigEndian.Uint16(head[:]))
	_, err := io.ReadFull(c, b)
	return b, err
}

type header struct{ Kind, Length uint32 }

func structured(c net.Conn) ([]byte, error) {
	var h header
	if err := binary.Read(c, binary.BigEndian, &h); err != nil {
		return nil, err
	}
	return make([]byte, h.Length), nil // want "unboundeddecode: make allocates by a number from the network connection"
}

func (h *header) check() error {
	if h.Length > limit {
		return errLarge
	}
	return nil
}

func structuredChecked(c net.Conn) ([]byte, error) {
	var h header
	if err := binary.Read(c, binary.BigEndian, &h); err != nil {
		return nil, err
	}
	if err := h.check(); err != nil {
		return nil, err
	}
	return make([]byte, h.Length), nil
}

func contentLength(w http.ResponseWriter, r *http.Request) {
	b := make([]byte, r.ContentLength) // want "unboundeddecode: make allocates by a number from the Content-Length of an HTTP request"
	io.ReadFull(r.Body, b)
}

func parameter(w http.ResponseWriter, r *http.Request) {
	n, err := strconv.Atoi(r.URL.Query().Get("n"))
	if err != nil {
		return
	}
	_ = make([]string, 0, n)         // want "unboundeddecode: make allocates by a number from the URL of an HTTP request"
	_ = strings.Repeat("padding", n) // want "unboundeddecode: strings.Repeat allocates"
	if n > 100 {
		n = 100
	}
	_ = make([]string, 0, n)
}

type page struct{ Limit, Offset int }

func decoded(w http.ResponseWriter, r *http.Request) {
	var p page
	if err := json.NewDecoder(r.Body).Decode(&p); err != nil {
		return
	}
	_ = make([]string, p.Limit) // want "unboundeddecode: make allocates by a number from the body"
	if p.Limit > 100 {
		p.Limit = 100
	}
	_ = make([]string, p.Limit)
}

func narrow(w http.ResponseWriter, r *http.Request) {
	n, err := strconv.ParseUint(r.FormValue("n"), 10, 16)
	if err != nil {
		return
	}
	_ = make([]string, n)
}

// The array header of a cookie.
func cookie(w http.ResponseWriter, r *http.Request) {
	c, err := r.Cookie("cart")
	if err != nil {
		return
	}
	raw, err := base64.StdEncoding.DecodeString(c.Value)
	if err != nil || len(raw) < 4 {
		return
	}
	_ = make([]header, binary.LittleEndian.Uint32(raw)) // want "unboundeddecode: make allocates by a number from the cookie of an HTTP request"
	_ = make([]byte, len(raw))
}

func verified(w http.ResponseWriter, r *http.Request) {
	c, err := r.Cookie("cart")
	if err != nil {
		return
	}
	raw, err := base64.StdEncoding.DecodeString(c.Value)
	if err != nil || len(raw) < 36 {
		return
	}
	mac := hmac.New(sha256.New, key)
	mac.Write(raw[32:])
	if !hmac.Equal(mac.Sum(nil), raw[:32]) {
		return
	}
	_ = make([]header, binary.LittleEndian.Uint32(raw[32:]))
}

// Not more than there is.
func remaining(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r.Body, limit))
	if err != nil || len(body) < 4 {
		return nil, err
	}
	n := int(binary.BigEndian.Uint32(body))
	if n > len(body)-4 {
		return nil, io.ErrUnexpectedEOF
	}
	return append(make([]byte, 0, n), body[4:4+n]...), nil
}
