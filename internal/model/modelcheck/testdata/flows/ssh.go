package flows

import (
	"encoding/gob"
	"golang.org/x/crypto/ssh"
	"strings"
)

func serve(c ssh.NewChannel) {
	var v any
	ch, _, _ := c.Accept()
	_ = gob.NewDecoder(ch).Decode(&v) // want
	_ = gob.NewDecoder(strings.NewReader("own")).Decode(&v)
}
