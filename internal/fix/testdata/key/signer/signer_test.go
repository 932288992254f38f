package signer

import "testing"

func TestRoundTrip(t *testing.T) {
	text, err := links.SignText([]byte("x"))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := links.VerifyText(text); err != nil || string(got) != "x" {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := Derived(); err != nil {
		t.Error(err)
	}
	if key("sck1_42cca94c_Dc9Y3DPrEQB7HiI0jTSeRI4MTcpD0vi3czvm2RDpWSo_ff962f25").IsZero() {
		t.Error("no key")
	}
}
