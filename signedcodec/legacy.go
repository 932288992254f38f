package signedcodec

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"
)

// LegacyFunc decodes data from before the migration into target, a non-nil
// pointer: the one given to Unmarshal or Decode, or a *[]byte for Verify. It
// should check whatever protection the old form had. Its error refuses the data.
type LegacyFunc func(data []byte, target any) error

// WithLegacy accepts data that is no token through fn, until the given time, while
// old data is still about. Every acceptance is counted by [Signer.LegacyCount] and
// reported to [OnVerify]. A time that is past when the signer is made is an error:
// the migration is over, so take the option out.
//
// Data that starts like a token, in another case or after blanks too, or that is a
// token without its first few bytes, never reaches fn.
//
// A [Decoder] gives fn one value at a time, of at most [WithMaxBytes], in formats
// [JSON] and [Gob]. For Gob, each value comes with the type definitions that
// precede it in the stream; types that are first met inside of an interface inside
// of another are not among them, and fn's decoder then refuses the second such
// value. Signed messages may follow the old ones, as in a file that is appended to.
//
// As long as it is in force, whoever can write unsigned data is believed as
// before: keep the time short. For a store that can be emptied, empty it instead.
func WithLegacy(fn LegacyFunc, until time.Time) Option {
	return func(c *config) error {
		switch {
		case fn == nil:
			return errors.New("signedcodec: WithLegacy: the function is nil")
		case until.IsZero():
			return errors.New("signedcodec: WithLegacy: say until when old data is accepted")
		}
		c.legacy, c.legacyEnd = fn, until
		return nil
	}
}

// checkLegacy refuses a migration that is over. It runs when all options are in,
// because the clock is one of them.
func (c *config) checkLegacy() error {
	if c.legacy != nil && !c.wallTime().Before(c.legacyEnd) {
		return fmt.Errorf("signedcodec: WithLegacy: %s is past: old data is no longer accepted, so take the option out", c.legacyEnd.Format(time.RFC3339))
	}
	return nil
}

// inMigration reports whether unsigned data of that size may go to the function.
func (s *Signer) inMigration(size int) bool {
	return !s.unusable() && s.legacy != nil && size > 0 && size <= s.maxBytes && s.Now().Before(s.legacyEnd)
}

func (s *Signer) legacyToken(data []byte) bool {
	return s.inMigration(len(data)) && !s.resembles(data)
}

func (s *Signer) legacyText(text string) bool {
	return s.inMigration(len(text)) && !s.resembles([]byte(text[:min(len(text), maxResembling)]))
}

// maxResembling is how much of data tells whether it is a token.
const maxResembling = 64

// resembles tells data that was a token, whatever happened to its start: blanks
// before it, another case, a few bytes missing. Its sender must hear that it does
// not verify; a legacy function might believe it.
func (s *Signer) resembles(data []byte) bool {
	data = data[:min(len(data), maxResembling)]
	if s.cutToken(data) { // whose key id may begin like a blank
		return true
	}
	data = bytes.TrimLeft(data, " \t\r\n\v\f\x00\ufeff")
	if len(data) == 0 {
		return false
	}
	if data[0] == magic[0] || s.cutToken(data) {
		return true
	}
	for _, prefix := range []string{textPrefix, sealedTextPrefix} {
		for cut := range len(prefix) + 1 {
			left := prefix[cut:]
			if len(data) < len(left) || !strings.EqualFold(string(data[:len(left)]), left) {
				continue
			}
			if cut == 0 || s.cutText(string(data[len(left):])) {
				return true
			}
		}
	}
	return false
}

// cutToken tells a binary token that lost up to four bytes: a known key's id is
// where it would be, and before it what would be left of magic and version.
func (s *Signer) cutToken(data []byte) bool {
	for cut := 1; cut <= 4; cut++ {
		start := append(make([]byte, cut, 8), data[:min(len(data), 8-cut)]...)
		copy(start, magic[:min(cut, len(magic))])
		if cut >= 3 {
			start[2] = tokenVersion
		}
		if len(start) == 8 && s.isStart(start) {
			return true
		}
	}
	return false
}

// cutText tells the body of a text, without up to two of its first characters.
func (s *Signer) cutText(body string) bool {
	const chars = 8 // of version, format and key id
	for cut := 0; cut <= 2 && len(body) >= chars-cut; cut++ {
		start, ok := decodeBase64(bytes.Clone(magic[:]), "AA"[:cut]+body[:chars-cut])
		if !ok {
			return false
		}
		if cut > 0 {
			start[2] = tokenVersion
		}
		if s.isStart(start) {
			return true
		}
	}
	return false
}

// isStart reports whether eight bytes start a token or stream of a known key.
func (s *Signer) isStart(b []byte) bool {
	version := b[2] &^ streamBit
	return b[0] == magic[0] && b[1] == magic[1] && (version == tokenVersion || version == sealedVersion) &&
		s.keys().find(binary.BigEndian.Uint32(b[4:])) != nil
}

func (s *Signer) unmarshalLegacy(data []byte, v any) error {
	target := reflect.ValueOf(v)
	if target.Kind() != reflect.Pointer || target.IsNil() {
		return formatError("is no target: decoding needs a non-nil pointer", v, nil)
	}
	// A fresh value keeps the target untouched when the function fails halfway.
	fresh := reflect.New(target.Type().Elem())
	err := s.legacy(data, fresh.Interface())
	if err != nil {
		err = &failure{text: fmt.Sprintf("unsigned data was refused by the WithLegacy function (%T)", err), kind: ErrMalformed, causedBy: because(err)}
	} else {
		target.Elem().Set(fresh.Elem())
		s.legacyCount.Add(1)
	}
	if s.onVerify != nil {
		s.onVerify(Event{Purpose: s.purpose, Size: len(data), Legacy: true, Err: err})
	}
	return err
}

func (s *Signer) verifyLegacy(dst, data []byte) ([]byte, error) {
	var payload []byte
	if err := s.unmarshalLegacy(data, &payload); err != nil {
		return nil, err
	}
	return append(dst, payload...), nil
}
