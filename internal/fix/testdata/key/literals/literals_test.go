package literals

import "testing"

func TestRoundTrip(t *testing.T) {
	if len(MAC(nil)) != 32 || len(Other(nil)) != 32 || len(Local(nil)) != 32 {
		t.Error("no MAC")
	}
	if Default().Secret == "changeme" {
		t.Error("the key is that of the source")
	}
}
