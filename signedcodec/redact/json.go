package redact

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// ErrJSON is matched by the errors of [Redactor.JSON]. They name a byte offset and never quote the input.
var ErrJSON = errors.New("redact: not valid JSON")

// JSON returns a copy of b, one JSON value or several in a row (NDJSON, JSON text sequences), in which the values of
// secret members are redacted at any depth; a null stays. URLs and JSON inside of strings are redacted too. Every other
// byte stays as it was: order, numbers, blanks, duplicates. Memory is linear in b, nesting costs no stack.
//
// Text that is not valid JSON is an error, and nothing of it is returned.
func (r *Redactor) JSON(b []byte) ([]byte, error) { return r.json(b, 0) }

func (r *Redactor) json(b []byte, depth int) ([]byte, error) {
	e := jsonEditor{r: r, in: b, depth: depth, mutedAt: -1}
	if bytes.HasPrefix(b, []byte("\xef\xbb\xbf")) {
		e.i = 3
	}
	if err := e.run(); err != nil {
		return nil, err
	}
	return append(e.out, e.in[e.copied:]...), nil
}

// jsonEditor walks JSON text once, iteratively, and cuts spans out of it.
type jsonEditor struct {
	r      *Redactor
	in     []byte
	i      int // next byte to read
	out    []byte
	copied int // bytes of in that are in out, or cut
	depth  int

	stack   []jsonFrame
	mutedAt int // height of the stack at which a secret member's value ends; -1: none is open
}

// jsonFrame is an open object or array.
type jsonFrame struct {
	object  bool
	kept    bool // a member was kept
	comma   int  // offset of the last comma after a kept member
	member  int  // offset of the current member's name
	value   int  // offset of the current member's value
	isCut   bool // the current member is secret
	started bool // something was read inside
}

func (e *jsonEditor) fail() error { return fmt.Errorf("%w at byte %d", ErrJSON, e.i) }

// run reads values until the input ends.
func (e *jsonEditor) run() error {
	for first := true; ; first = false {
		e.space(len(e.stack) == 0)
		if e.i == len(e.in) {
			if first {
				return e.fail()
			}
			return nil
		}
		if err := e.topValue(); err != nil {
			return err
		}
	}
}

// topValue reads one value with everything inside it.
func (e *jsonEditor) topValue() error {
	if err := e.open(); err != nil {
		return err
	}
	for len(e.stack) > 0 {
		e.space(false)
		if e.i == len(e.in) {
			return e.fail()
		}
		if err := e.step(&e.stack[len(e.stack)-1]); err != nil {
			return err
		}
	}
	return nil
}

// step reads, inside the innermost object or array, its end or its next member or element up to the value's start.
func (e *jsonEditor) step(f *jsonFrame) error {
	if end := e.in[e.i]; end == ']' && !f.object || end == '}' && f.object {
		e.i++
		e.stack = e.stack[:len(e.stack)-1]
		e.closed()
		return nil
	}
	if f.started {
		if e.in[e.i] != ',' {
			return e.fail()
		}
		e.comma(f)
		e.space(false)
	}
	f.started = true
	if f.object {
		if err := e.member(f); err != nil {
			return err
		}
	}
	return e.open()
}

func (e *jsonEditor) comma(f *jsonFrame) {
	if f.object && !f.kept && e.mutedAt < 0 {
		e.cut(e.i, e.i+1, nil)
	}
	f.comma = e.i
	e.i++
}

// member reads a member's name and colon, and decides whether its value is secret.
func (e *jsonEditor) member(f *jsonFrame) error {
	f.member, f.isCut = e.i, false
	if e.i == len(e.in) || e.in[e.i] != '"' {
		return e.fail()
	}
	raw, err := e.str()
	if err != nil {
		return err
	}
	e.space(false)
	if e.i == len(e.in) || e.in[e.i] != ':' {
		return e.fail()
	}
	e.i++
	e.space(false)
	f.value = e.i
	if e.mutedAt < 0 && e.r.names.has(inMember, unquote(raw)) && !bytes.HasPrefix(e.in[e.i:], []byte("null")) {
		f.isCut, e.mutedAt = true, len(e.stack)
	}
	f.kept = f.kept || !f.isCut || e.r.mode != Remove
	return nil
}

// open reads a scalar, or the start of an object or array.
func (e *jsonEditor) open() error {
	if e.i == len(e.in) {
		return e.fail()
	}
	start := e.i
	switch c := e.in[e.i]; {
	case c == '{' || c == '[':
		e.stack = append(e.stack, jsonFrame{object: c == '{'})
		e.i++
		return nil
	case c == '"':
		raw, err := e.str()
		if err != nil {
			return err
		}
		e.text(start, raw)
	case c == '-' || '0' <= c && c <= '9':
		if !e.number() {
			return e.fail()
		}
	default:
		if !e.literal() {
			return e.fail()
		}
	}
	e.closed()
	return nil
}

// text redacts inside of a string value.
func (e *jsonEditor) text(start int, raw []byte) {
	if e.mutedAt >= 0 || !bytes.ContainsAny(raw, "/?#{[") {
		return
	}
	if redacted, changed := e.r.nested(unquote(raw), e.depth); changed {
		e.cut(start, e.i, quote(redacted))
	}
}

// closed is called after each value and cuts it when it is a secret member's.
func (e *jsonEditor) closed() {
	if e.mutedAt < 0 || len(e.stack) != e.mutedAt {
		return
	}
	e.mutedAt = -1
	f := &e.stack[len(e.stack)-1]
	value := string(e.in[f.value:e.i])
	if value[0] == '"' {
		value = unquote([]byte(value))
	}
	mark, ok := e.r.instead(value)
	switch {
	case ok:
		e.cut(f.value, e.i, quote(mark))
	case f.kept:
		e.cut(f.comma, e.i, nil)
	default:
		e.cut(f.member, e.i, nil)
	}
}

func (e *jsonEditor) cut(from, to int, instead []byte) {
	e.out = append(e.out, e.in[e.copied:from]...)
	e.out = append(e.out, instead...)
	e.copied = to
}

// space skips blanks, and between top-level values the record separator of RFC 7464.
func (e *jsonEditor) space(top bool) {
	for e.i < len(e.in) {
		switch c := e.in[e.i]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r' || top && c == 0x1e:
			e.i++
		default:
			return
		}
	}
}

// str reads a string and returns it with its quotes.
func (e *jsonEditor) str() ([]byte, error) {
	start := e.i
	for e.i++; e.i < len(e.in); e.i++ {
		switch c := e.in[e.i]; {
		case c == '"':
			e.i++
			return e.in[start:e.i], nil
		case c < ' ':
			return nil, e.fail()
		case c == '\\':
			if !e.escape() {
				return nil, e.fail()
			}
		}
	}
	return nil, e.fail()
}

// escape reads "\n" or "\u0000" up to its last byte.
func (e *jsonEditor) escape() bool {
	e.i++
	if e.i == len(e.in) {
		return false
	}
	if e.in[e.i] != 'u' {
		return bytes.IndexByte([]byte(`"\/bfnrt`), e.in[e.i]) >= 0
	}
	for range 4 {
		e.i++
		if e.i == len(e.in) || !isHex(e.in[e.i]) {
			return false
		}
	}
	return true
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func (e *jsonEditor) number() bool {
	e.accept("-")
	if !e.accept("0") && !e.digits() {
		return false
	}
	if e.accept(".") && !e.digits() {
		return false
	}
	if e.accept("eE") {
		e.accept("+-")
		return e.digits()
	}
	return true
}

func (e *jsonEditor) accept(any string) bool {
	if e.i < len(e.in) && bytes.IndexByte([]byte(any), e.in[e.i]) >= 0 {
		e.i++
		return true
	}
	return false
}

func (e *jsonEditor) digits() bool {
	start := e.i
	for e.i < len(e.in) && '0' <= e.in[e.i] && e.in[e.i] <= '9' {
		e.i++
	}
	return e.i > start
}

func (e *jsonEditor) literal() bool {
	for _, word := range [...]string{"true", "false", "null"} {
		if bytes.HasPrefix(e.in[e.i:], []byte(word)) {
			e.i += len(word)
			return true
		}
	}
	return false
}

// unquote returns the text of a valid JSON string.
func unquote(raw []byte) string {
	if bytes.IndexByte(raw, '\\') < 0 {
		return string(raw[1 : len(raw)-1])
	}
	var s string
	if err := json.Unmarshal(raw, &s); err != nil { // cannot be: the string was scanned
		return ""
	}
	return s
}

func quote(s string) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // URLs keep their '&'
	if err := enc.Encode(s); err != nil {
		return []byte(`""`)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
