package flows

import (
	"bytes"
	"encoding/gob"

	"github.com/emersion/go-imap"
	"github.com/emersion/go-message/mail"
	"github.com/jhillyerd/enmime"
)

func replyTo(m *imap.Message, section *imap.BodySectionName) {
	env, err := enmime.ReadEnvelope(m.GetBody(section))
	if err != nil {
		return
	}
	var id int
	gob.NewDecoder(bytes.NewReader([]byte(env.GetHeader("References")))).Decode(&id) // want
	to, err := env.AddressList("To")
	if err != nil {
		return
	}
	for _, a := range to {
		gob.NewDecoder(bytes.NewReader([]byte(a.Address))).Decode(&id) // want
	}
}

func attachments(m *imap.Message, section *imap.BodySectionName) {
	r, err := mail.CreateReader(m.GetBody(section))
	if err != nil {
		return
	}
	part, err := r.NextPart()
	if err != nil {
		return
	}
	var id int
	gob.NewDecoder(part.Body).Decode(&id) // want
}

func number(m *imap.Message) {
	var id int
	gob.NewDecoder(bytes.NewReader([]byte{byte(m.SeqNum)})).Decode(&id)
}
