package flows

import (
	"bytes"
	"encoding/gob"
	"github.com/olahol/melody"
)

func serve(m *melody.Melody) {
	m.HandleMessage(func(s *melody.Session, p []byte) {
		var v any
		_ = gob.NewDecoder(bytes.NewReader(p)).Decode(&v) // want
	})
	m.HandleSentMessage(func(s *melody.Session, p []byte) {
		var v any
		_ = gob.NewDecoder(bytes.NewReader(p)).Decode(&v)
	})
}
