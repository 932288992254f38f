package redact

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// ErrJSON is matched by the errors of [Redactor.JSON]. They name a byte offset and never quote the input.
var ErrJSON = errors.New("redact: not valid JSON")

// JSON returns a copy of b, one JSON value or several in a row (NDJSON, JSON text sequences), in which the values of
// secret members are redacted at any depth; null, true and false stay. So are values that stand in a pair with a secret name,
// {"name": "Authorization", "value": ...} and ["Authorization", ...], and credentials inside of strings, see [Redactor.Text].
// Every other byte stays as it was: order, numbers, blanks, duplicates. Memory is linear in b, nesting costs no stack.
//
// Text that is not valid JSON is an [ErrJSON], and nothing of it is returned.
func (r *Redactor) JSON(b []byte) ([]byte, error) { return r.json(b, 0) }

func (r *Redactor) json(b []byte, depth int) ([]byte, error) {
	e := jsonEditor{r: r, in: b, depth: depth, mutedAt: -1}
	if bytes.HasPrefix(b, []byte("\xef\xbb\xbf")) {
		e.i = 3
	}
	if err := e.run(); err != nil {
		return nil, err
	}
	return e.result(), nil
}

// jsonEditor walks JSON text once, iteratively, and cuts spans out of it.
type jsonEditor struct {
	r     *Redactor
	in    []byte
	i     int // next byte to read
	edits []jsonEdit
	depth int

	stack   []jsonFrame
	mutedAt int      // height of the stack at which a secret member's value ends; -1: none is open
	mute    strength // of that member's name
}

// jsonEdit puts a text in place of a span.
type jsonEdit struct {
	from, to int
	instead  []byte
}

// jsonFrame is an open object or array.
type jsonFrame struct {
	object  bool
	start   int  // offset of its bracket
	kept    bool // a member was kept
	comma   int  // offset of the last comma after a kept member
	member  int  // offset of the current member's name
	value   int  // offset of the current member's value
	isCut   bool // the current member is secret and goes as a whole
	started bool // something was read inside
	pair    jsonPair
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
		start := f.start
		e.endPairs(f)
		e.stack = e.stack[:len(e.stack)-1]
		e.closed(start)
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
	name := unquote(raw)
	f.pair.member(name)
	if e.mutedAt < 0 && e.i < len(e.in) {
		if s := e.r.names.look(inMember, name); hides(s, e.in[e.i]) {
			e.mutedAt, e.mute = len(e.stack), s
			f.isCut = s != several
		}
	}
	f.kept = f.kept || !f.isCut || e.r.mode != Remove
	return nil
}

// hides reports whether a member's name makes its value a secret, by the value's first byte: a text or a number of a
// credential is one, true and null are not; a number under a name that could be anything else's, such as a code, stays.
func hides(s strength, first byte) bool {
	switch first {
	case 'n', 't', 'f':
		return false
	case '"':
		return s >= likely
	case '{', '[':
		return s >= several
	}
	return s == strong
}

// open reads a scalar, or the start of an object or array.
func (e *jsonEditor) open() error {
	if e.i == len(e.in) {
		return e.fail()
	}
	start := e.i
	switch c := e.in[e.i]; {
	case c == '{' || c == '[':
		e.stack = append(e.stack, jsonFrame{object: c == '{', start: e.i})
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
	e.closed(start)
	return nil
}

// text redacts inside of a string value.
func (e *jsonEditor) text(start int, raw []byte) {
	if e.mutedAt < 0 && !bytes.ContainsAny(raw[1:len(raw)-1], " :=@/?#{[-\\") {
		return
	}
	text := unquote(raw)
	switch {
	case e.mutedAt >= 0 && e.mute == several && e.describes():
		return
	case e.mutedAt >= 0 && e.mute == several:
		mark, _ := e.r.instead(text)
		e.cut(start, e.i, quote(mark))
		return
	case e.mutedAt >= 0:
		return
	}
	if redacted, changed := e.r.inside(text, e.depth); changed {
		e.cut(start, e.i, quote(redacted))
	}
}

// describes reports whether the current value is what a browser tells of a cookie besides its value.
func (e *jsonEditor) describes() bool {
	if len(e.stack) == 0 {
		return false
	}
	switch f := &e.stack[len(e.stack)-1]; f.pair.name {
	case "name", "domain", "path", "expires", "samesite":
		return f.object
	}
	return false
}

// closed is called after each value and cuts it when it is a secret member's.
func (e *jsonEditor) closed(start int) {
	if e.mutedAt < 0 && len(e.stack) > 0 {
		e.pairs(&e.stack[len(e.stack)-1], start)
	}
	if e.mutedAt < 0 || len(e.stack) != e.mutedAt {
		return
	}
	e.mutedAt = -1
	f := &e.stack[len(e.stack)-1]
	if !f.isCut {
		return
	}
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
	e.edits = append(e.edits, jsonEdit{from, to, instead})
}

// result applies the edits. One of a pair is found after what lies inside of it, and counts for both.
func (e *jsonEditor) result() []byte {
	slices.Reverse(e.edits)
	slices.SortStableFunc(e.edits, func(a, b jsonEdit) int { return cmp.Or(a.from-b.from, b.to-a.to) })
	var out []byte
	copied := 0
	for _, edit := range e.edits {
		if edit.from < copied {
			continue
		}
		out = append(append(out, e.in[copied:edit.from]...), edit.instead...)
		copied = edit.to
	}
	return append(out, e.in[copied:]...)
}
