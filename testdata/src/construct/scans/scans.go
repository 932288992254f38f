// Package scans has methods that a library calls with a source, of what it is given to fill.
package scans

import "example.com/kinds"

type session struct{ user string }

func (s *session) UnmarshalBinary(b []byte) error {
	kinds.SinkBytes(b) // @sink(scan, interface)
	s.user = "clean"
	return nil
}

type plain struct{ user string }

func scanned() {
	var s session
	kinds.Scan(&s) // @source(scan) @trace(scan) passed to session.UnmarshalBinary
	var p plain
	kinds.Scan(&p)     // @source(plain)
	kinds.Sink(p.user) // @sink(plain)
}

func behindInterface() {
	var v any = &session{}
	kinds.Scan(v) // @source(interface)
}
