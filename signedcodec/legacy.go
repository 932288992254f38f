package signedcodec

import (
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

// WithLegacy accepts data that does not start like a token (byte 0xC1, or "sc1."
// for text) through fn, until the given time, while old data is still about.
// Every acceptance is counted by [Signer.LegacyCount] and reported to [OnVerify].
// Data that does start like a token never reaches fn.
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

// legacy tells unsigned data that may go to the legacy function: within the size
// limit, within its time, and not starting like a token.
func (b Bound) legacy(data []byte) bool {
	if b.s == nil || b.s.legacy == nil || len(data) == 0 || data[0] == magic[0] {
		return false
	}
	return len(data) <= b.s.maxBytes && b.s.Now().Before(b.s.legacyEnd)
}

func (b Bound) legacyText(text string) bool {
	if b.s == nil || b.s.legacy == nil || len(text) > b.s.maxBytes {
		return false
	}
	return !strings.HasPrefix(text, textPrefix) && b.legacy([]byte(text))
}

func (b Bound) unmarshalLegacy(data []byte, v any) error {
	target := reflect.ValueOf(v)
	if target.Kind() != reflect.Pointer || target.IsNil() {
		return formatError("is no target: decoding needs a non-nil pointer", v, nil)
	}
	// A fresh value keeps the target untouched when the function fails halfway.
	fresh := reflect.New(target.Type().Elem())
	err := b.s.config.legacy(data, fresh.Interface())
	if err != nil {
		err = &failure{text: fmt.Sprintf("unsigned data was refused by the WithLegacy function (%T)", err), kind: ErrMalformed}
	} else {
		target.Elem().Set(fresh.Elem())
		b.s.legacyCount.Add(1)
	}
	if b.s.onVerify != nil {
		b.s.onVerify(Event{Purpose: b.s.purpose, Size: len(data), Legacy: true, Err: err})
	}
	return err
}

func (b Bound) verifyLegacy(dst, data []byte) ([]byte, error) {
	var payload []byte
	if err := b.unmarshalLegacy(data, &payload); err != nil {
		return nil, err
	}
	return append(dst, payload...), nil
}
