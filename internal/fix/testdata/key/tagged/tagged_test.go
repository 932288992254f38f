package tagged

import "testing"

func TestRoundTrip(t *testing.T) {
	if len(MAC(nil)) != 32 {
		t.Error("no MAC")
	}
}
