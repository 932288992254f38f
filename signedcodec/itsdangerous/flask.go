package itsdangerous

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// FlaskSessions reads and writes the session cookies of Flask. It is safe for concurrent use.
type FlaskSessions struct{ s *URLSafeTimedSerializer }

// Values of Flask sessions that JSON has no type for.
type (
	// Tuple is a Python tuple.
	Tuple []any
	// Markup is text that Python holds to be safe HTML. Go's templates escape it like any other.
	Markup string
	// UUID is a Python uuid.UUID.
	UUID [16]byte
)

// NewFlaskSessions returns a FlaskSessions for the secret that Flask calls SECRET_KEY; its SECRET_KEY_FALLBACKS go to
// WithFallbackSecrets. The salt is "cookie-session", the derivation HMAC.
//
// Flask signs with SHA-1 unless told otherwise: say WithDigest(SHA1), or set digest_method in the Python application's
// SecureCookieSessionInterface. The error tells of a weak secret, or of an option that cannot be used.
func NewFlaskSessions(secret []byte, opts ...Option) (*FlaskSessions, error) {
	opts = append([]Option{WithDerivation(HMAC)}, opts...)
	s, err := newURLSafeTimed(secret, "cookie-session", ASCIIJSON, opts)
	if err != nil {
		return nil, err
	}
	return &FlaskSessions{s}, nil
}

// Encode returns the cookie's value. Session values may be what encoding/json takes, []byte, time.Time (in whole
// seconds), [Tuple], [Markup] and [UUID]; these six are recognized in map[string]any, []any and Tuple. The error is
// encoding/json's, for a value that it does not take.
func (f *FlaskSessions) Encode(session map[string]any) (string, error) {
	return f.s.Dumps(tag(session))
}

// Decode verifies a cookie's value and returns the session and when it was signed. Flask's own maximum age is 31 days.
// Numbers are int64 where they fit, else float64 or json.Number; the other types are those that Encode recognizes. Errors
// are those of [URLSafeTimedSerializer.Loads].
func (f *FlaskSessions) Decode(cookie string, maxAge time.Duration) (map[string]any, time.Time, error) {
	var session flaskJSON
	at, err := f.s.Loads(cookie, &session, maxAge)
	if err != nil {
		return nil, time.Time{}, err
	}
	return session, at, nil
}

// flaskJSON decodes Flask's tagged JSON.
type flaskJSON map[string]any

func (f *flaskJSON) UnmarshalJSON(b []byte) error {
	var raw map[string]any
	if err := unmarshalNumbers(b, &raw); err != nil {
		return err
	}
	value, err := untag(raw)
	if err != nil {
		return err
	}
	session, ok := value.(map[string]any)
	if !ok || raw == nil {
		return errors.New("not a session")
	}
	*f = session
	return nil
}

// The tags of flask.json.tag. A value is written as an object with its tag as the only member.
const (
	tagDict     = " di"
	tagTuple    = " t"
	tagBytes    = " b"
	tagMarkup   = " m"
	tagUUID     = " u"
	tagDatetime = " d"
)

func isTag(name string) bool {
	switch name {
	case tagDict, tagTuple, tagBytes, tagMarkup, tagUUID, tagDatetime:
		return true
	}
	return false
}

func tag(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, value := range v {
			if len(v) == 1 && isTag(name) { // an object that only looks tagged
				return map[string]any{tagDict: map[string]any{name + "__": tag(value)}}
			}
			out[name] = tag(value)
		}
		return out
	case []any:
		return tagAll(v)
	case Tuple:
		return map[string]any{tagTuple: tagAll(v)}
	case []byte:
		return map[string]any{tagBytes: base64.StdEncoding.EncodeToString(v)}
	case Markup:
		return map[string]any{tagMarkup: string(v)}
	case UUID:
		return map[string]any{tagUUID: hex.EncodeToString(v[:])}
	case time.Time:
		return map[string]any{tagDatetime: v.UTC().Format(http.TimeFormat)}
	}
	return v
}

func tagAll(list []any) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = tag(v)
	}
	return out
}

func untag(v any) (any, error) {
	switch v := v.(type) {
	case json.Number:
		return number(v), nil
	case []any:
		for i, value := range v {
			var err error
			if v[i], err = untag(value); err != nil {
				return nil, err
			}
		}
	case map[string]any:
		for name, value := range v {
			inner, err := untag(value)
			if err != nil {
				return nil, err
			}
			if len(v) == 1 && isTag(name) {
				return untagOne(name, inner)
			}
			v[name] = inner
		}
	}
	return v, nil
}

// untagOne undoes one tag, whose value is untagged already.
func untagOne(name string, value any) (any, error) {
	wrong := fmt.Errorf("tag %q has a value of type %T", name, value)
	switch name {
	case tagDict:
		dict, ok := value.(map[string]any)
		if !ok || len(dict) != 1 {
			return nil, wrong
		}
		for inner, v := range dict {
			if len(inner) < 2 {
				return nil, wrong
			}
			return map[string]any{inner[:len(inner)-2]: v}, nil
		}
	case tagTuple:
		if list, ok := value.([]any); ok {
			return Tuple(list), nil
		}
		return nil, wrong
	}
	text, ok := value.(string)
	if !ok {
		return nil, wrong
	}
	switch name {
	case tagBytes:
		return base64.StdEncoding.DecodeString(text)
	case tagMarkup:
		return Markup(text), nil
	case tagUUID:
		b, err := hex.DecodeString(text)
		if err != nil || len(b) != 16 {
			return nil, wrong
		}
		return UUID(b), nil
	}
	return http.ParseTime(text)
}

// unmarshalNumbers is json.Unmarshal that keeps numbers as they are written. b is one valid JSON value.
func unmarshalNumbers(b []byte, target any) error {
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	return dec.Decode(target)
}

// number keeps integers exact.
func number(n json.Number) any {
	if i, err := n.Int64(); err == nil {
		return i
	}
	if f, err := n.Float64(); err == nil && !isInteger(n) {
		return f
	}
	return n
}

func isInteger(n json.Number) bool {
	for i, c := range n {
		if (c < '0' || c > '9') && (i > 0 || c != '-') {
			return false
		}
	}
	return true
}
