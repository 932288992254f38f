package signedcodec

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

var errRepeated = errors.New("a member is there twice")

// decodeJSON is json.Unmarshal, with the options that only a json.Decoder has.
func (c coding) decodeJSON(payload verified, v any) error {
	err := c.unmarshalJSON(payload.bytes, v)
	if err != nil {
		return formatError("does not fit the JSON payload", v, err)
	}
	return nil
}

func (c coding) unmarshalJSON(b []byte, v any) error {
	if !c.strict && !c.exact {
		return json.Unmarshal(b, v)
	}
	// A decoder stops after the first value, so what follows is refused first.
	if err := json.Unmarshal(b, new(json.RawMessage)); err != nil {
		return err
	}
	if c.strict {
		if err := noRepeats(b); err != nil {
			return err
		}
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	if c.strict {
		dec.DisallowUnknownFields()
	}
	if c.exact {
		dec.UseNumber()
	}
	return dec.Decode(v)
}

// noRepeats refuses objects that have a member twice: readers disagree on which
// of them counts. b is valid JSON.
func noRepeats(b []byte) error {
	type object struct {
		names map[string]bool // nil for an array
		value bool            // the next token is a member's value
	}
	var open []object
	dec := json.NewDecoder(bytes.NewReader(b))
	for {
		token, err := dec.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if delim, ok := token.(json.Delim); ok && (delim == '}' || delim == ']') {
			open = open[:len(open)-1]
			continue
		}
		if n := len(open) - 1; n >= 0 && open[n].names != nil {
			name, _ := token.(string)
			switch {
			case open[n].value:
			case open[n].names[name]:
				return errRepeated
			default:
				open[n].names[name] = true
			}
			open[n].value = !open[n].value
		}
		switch token {
		case json.Delim('{'):
			open = append(open, object{names: map[string]bool{}})
		case json.Delim('['):
			open = append(open, object{})
		}
	}
}
