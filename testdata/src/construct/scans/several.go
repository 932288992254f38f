package scans

import "example.com/kinds"

type account struct{ name string }

func (a *account) UnmarshalBinary(b []byte) error {
	kinds.SinkBytes(b) // @sink(several)
	return nil
}

func several() {
	var a account
	var id int
	kinds.ScanAll("key", &id, &a) // @source(several) @trace(several) passed to account.UnmarshalBinary
}
