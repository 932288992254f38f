package itsdangerous

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"unicode/utf16"
	"unicode/utf8"
)

// A Format turns values into the bytes that a serializer signs, and back. Decode gets bytes that verified, and should
// leave its target untouched when it fails; its error is not passed on, because it could quote the payload.
type Format interface {
	Encode(v any) ([]byte, error)
	Decode(payload []byte, target any) error
}

// The JSON of Python's writers. All of them read any JSON, and refuse NaN, text behind the value and text that is not UTF-8.
var (
	// PythonJSON is json.dumps as it comes: ASCII only, ", " and ": ".
	PythonJSON Format = jsonFormat{ascii: true, spaced: true}
	// CompactJSON is that of itsdangerous' URL-safe serializers: UTF-8, no blanks.
	CompactJSON Format = jsonFormat{}
	// ASCIIJSON is that of Django and Flask: ASCII only, no blanks.
	ASCIIJSON Format = jsonFormat{ascii: true}
)

// Raw signs bytes as they are: for payloads of another codec (requests-cache's pickles, which nothing in Go should
// decode). It takes []byte and string, and decodes into *[]byte, as a copy, and *string.
var Raw Format = rawFormat{}

type rawFormat struct{}

func (rawFormat) Encode(v any) ([]byte, error) {
	switch v := v.(type) {
	case []byte:
		return bytes.Clone(v), nil
	case string:
		return []byte(v), nil
	}
	return nil, fmt.Errorf("itsdangerous: Raw signs []byte and string, not %T", v)
}

func (rawFormat) Decode(payload []byte, target any) error {
	switch t := target.(type) {
	case *[]byte:
		*t = bytes.Clone(payload)
	case *string:
		*t = string(payload)
	default:
		return fmt.Errorf("itsdangerous: Raw decodes into *[]byte and *string, not %T", target)
	}
	return nil
}

type jsonFormat struct{ ascii, spaced bool }

// Encode writes v as encoding/json does, in the spelling of Python: map keys sorted, struct fields in order.
func (f jsonFormat) Encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // Python does not; respell would undo it at a cost
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("itsdangerous: encoding %T: %w", v, err)
	}
	return f.respell(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
}

// respell rewrites compact JSON: blanks after ',' and ':', strings in Python's escapes.
func (f jsonFormat) respell(in []byte) ([]byte, error) {
	out := make([]byte, 0, len(in)+len(in)/8)
	for i := 0; i < len(in); i++ {
		c := in[i]
		if c != '"' {
			out = append(out, c)
			if f.spaced && (c == ',' || c == ':') {
				out = append(out, ' ')
			}
			continue
		}
		end := stringEnd(in, i)
		var err error
		if out, err = f.appendString(out, in[i:end]); err != nil {
			return nil, err
		}
		i = end - 1
	}
	return out, nil
}

// stringEnd returns the offset behind the string that starts at i; in is valid JSON.
func stringEnd(in []byte, i int) int {
	for i++; in[i] != '"'; i++ {
		if in[i] == '\\' {
			i++
		}
	}
	return i + 1
}

func (f jsonFormat) appendString(out, quoted []byte) ([]byte, error) {
	if plain(quoted[1 : len(quoted)-1]) {
		return append(out, quoted...), nil
	}
	var s string
	if err := json.Unmarshal(quoted, &s); err != nil {
		return nil, errors.New("itsdangerous: a MarshalJSON method returned a string that is not JSON")
	}
	out = append(out, '"')
	for _, r := range s {
		out = f.appendRune(out, r)
	}
	return append(out, '"'), nil
}

// plain holds for text that every spelling writes as it is.
func plain(s []byte) bool {
	for _, c := range s {
		if c < ' ' || c > '~' || c == '\\' {
			return false
		}
	}
	return true
}

func (f jsonFormat) appendRune(out []byte, r rune) []byte {
	switch r {
	case '"', '\\':
		return append(out, '\\', byte(r))
	case '\n':
		return append(out, `\n`...)
	case '\r':
		return append(out, `\r`...)
	case '\t':
		return append(out, `\t`...)
	case '\b':
		return append(out, `\b`...)
	case '\f':
		return append(out, `\f`...)
	}
	switch {
	case r < ' ' || f.ascii && '~' < r && r <= 0xffff:
		return fmt.Appendf(out, `\u%04x`, r)
	case f.ascii && r > 0xffff:
		high, low := utf16.EncodeRune(r)
		return fmt.Appendf(out, `\u%04x\u%04x`, high, low)
	}
	return utf8.AppendRune(out, r)
}

var errJSON = errors.New("not JSON for this target")

// Decode decodes into a new value first, so that target is set whole or not at all.
func (f jsonFormat) Decode(payload []byte, target any) error {
	t := reflect.ValueOf(target)
	if t.Kind() != reflect.Pointer || t.IsNil() || !utf8.Valid(payload) {
		return errJSON
	}
	fresh := reflect.New(t.Type().Elem())
	if err := json.Unmarshal(payload, fresh.Interface()); err != nil {
		return errJSON
	}
	t.Elem().Set(fresh.Elem())
	return nil
}
