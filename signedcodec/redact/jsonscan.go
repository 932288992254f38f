package redact

import (
	"bytes"
	"encoding/json"
)

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
