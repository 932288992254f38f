package flows

import (
	"bytes"
	"encoding/gob"
	"strings"

	"github.com/tidwall/redcon"
)

func serve(addr string) error {
	return redcon.ListenAndServe(addr, func(conn redcon.Conn, cmd redcon.Command) {
		var v any
		_ = gob.NewDecoder(bytes.NewReader(cmd.Args[1])).Decode(&v) // want
		_ = gob.NewDecoder(strings.NewReader(addr)).Decode(&v)
	}, nil, nil)
}
