package arrays

import "testing"

func TestRoundTrip(t *testing.T) {
	if len(Key()) != 32 {
		t.Errorf("%d bytes", len(Key()))
	}
}
